namespace Compute.Framework.Testing.Tests.InMemory;

/// <summary>Code under test, as a consumer has it: it knows only the framework's interfaces.</summary>
internal sealed class ReleaseNotes(ISandboxProvider sandboxes)
{
    public async Task<string> WriteAsync(string repository, CancellationToken cancellationToken)
    {
        await using var sandbox = await sandboxes.CreateAsync(
            new CreateSandboxOptions { Environment = new Dictionary<string, string> { ["GIT_TERMINAL_PROMPT"] = "0" } }, cancellationToken);
        (await sandbox.RunAsync("git", ["clone", "--", repository, "repo"], cancellationToken)).EnsureSuccess();
        var log = await sandbox.RunAsync(
            Command.Create("git", "log", "--format=%s") with { WorkingDirectory = "repo", Timeout = TimeSpan.FromSeconds(30) }, cancellationToken);
        var version = await sandbox.Files.ReadAllTextAsync("repo/VERSION", cancellationToken);
        var notes = log.Outcome == ExecutionOutcome.TimedOut ? "(the log took too long)\n" : log.EnsureSuccess().StandardOutputText;
        return $"# {version}\n{notes}";
    }
}
