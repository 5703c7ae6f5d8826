namespace Compute.Framework.Testing;

/// <summary>Values at the ends of their ranges are honored, or refused before anything starts.</summary>
public static class LimitValueCases
{
    private const string High = "a\uD800b";

    /// <summary>A time-out beyond what timers can hold: the command runs, or nothing is started.</summary>
    [ComplianceCase("commands/timeout-long")]
    public static async Task TimeoutLong(ComplianceContext context)
    {
        context.Require(SandboxOperation.RunCommand, "Timeout");
        var sandbox = await context.ShellSandboxAsync().ConfigureAwait(false);
        foreach (var timeout in (TimeSpan[])[TimeSpan.FromDays(25), TimeSpan.FromDays(50), TimeSpan.MaxValue])
        {
            var path = context.Path($"long-{timeout.Days}");
            var command = Command.Shell("mkdir -p \"${1%/*}\"; touch \"$1\"; exit 3", path) with { Timeout = timeout };
            try
            {
                Check.Exited(
                    await sandbox.RunAsync(command, context.CancellationToken).ConfigureAwait(false),
                    3,
                    $"a command with a time-out of {timeout.TotalDays:0} days",
                    Law.Ranges);
            }
            catch (ArgumentException)
            {
                var left = await context.ShellAsync(
                    sandbox, "sleep 0.5 2>/dev/null || sleep 1; test ! -e \"$1\"", path).ConfigureAwait(false);
                Check.Exited(
                    left, 0, $"a look for what a command with the refused time-out of {timeout.TotalDays:0} days would make", Law.Ranges);
            }
        }
    }

    /// <summary>Text that has no encoding is an <see cref="ArgumentException"/>: it would arrive changed.</summary>
    [ComplianceCase("commands/surrogates")]
    public static async Task Surrogates(ComplianceContext context)
    {
        context.Require(SandboxOperation.RunCommand);
        var sandbox = await context.SharedSandboxAsync().ConfigureAwait(false);
        (string What, Func<Task> Call)[] impossible =
        [
            ("an argument", () => RunAsync(Command.Create("true", High))),
            ("a program", () => RunAsync(Command.Create(High))),
            ("a variable's name", () => RunAsync(Command.Create("true")
                with { Environment = new Dictionary<string, string> { [High] = "x" } })),
            ("a variable's value", () => RunAsync(Command.Create("true")
                with { Environment = new Dictionary<string, string> { ["A"] = High } })),
            ("a working directory", () => RunAsync(Command.Create("true") with { WorkingDirectory = High })),
            ("a user", () => RunAsync(Command.Create("true") with { User = High })),
            ("code", () => sandbox.RunCodeAsync(High, CodeLanguage.Shell, context.CancellationToken)),
            ("a path", () => sandbox.Files.ExistsAsync(High, context.CancellationToken)),
            ("a file's text", () => sandbox.Files.WriteAllTextAsync(context.Path("text"), High, context.CancellationToken)),
        ];
        foreach (var (what, call) in impossible)
        {
            await Check.ThrowsAsync<ArgumentException>(call, $"{what} with a lone surrogate", Law.Arguments).ConfigureAwait(false);
        }

        Task RunAsync(Command command) => sandbox.RunAsync(command, context.CancellationToken);
    }
}
