using System.Diagnostics;
using System.Globalization;

namespace Compute.Providers.Docker.Tests;

/// <summary>The owner of sandboxes that is killed: a process of its own that creates, uses and destroys until then.</summary>
public sealed class CrashingOwner
{
    private const string Variable = "COMPUTE_DOCKER_TESTS_OWNER";
    private const int Workers = 3;

    [Fact(Explicit = true)]
    public async Task Own_sandboxes_until_killed()
    {
        var parts = Environment.GetEnvironmentVariable(Variable)!.Split('|');
        var (engine, host, mark, file) = (TestEngine.Needed(parts[0]), new Uri(parts[1]), parts[2], parts[3]);
        var provider = engine.CreateProvider(host);
        var options = new CreateSandboxOptions { Labels = new Dictionary<string, string> { [mark] = "owned" } };
        var detached = await provider.CreateAsync(options with { Ownership = Ownership.Detached }, CancellationToken.None);
        var kept = await provider.CreateAsync(options, CancellationToken.None);
        await kept.StartAsync(Command.Shell("setsid sleep 300 & sleep 300"), CancellationToken.None);
        await File.WriteAllTextAsync(file + ".part", detached.Id, CancellationToken.None);
        File.Move(file + ".part", file);
        var stopped = Task.Delay(TimeSpan.FromMinutes(2), CancellationToken.None);
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => UseAsync(provider, options, stopped)));
        Assert.Fail("Nobody killed this process.");
    }

    /// <summary>Starts an owner, and waits until it has created a detached sandbox, whose id is returned.</summary>
    internal static async Task<(Process Owner, string DetachedId)> StartAsync(
        TestEngine engine, Uri host, string mark, DirectoryInfo directory, int number, CancellationToken cancellationToken)
    {
        var file = Path.Combine(directory.FullName, string.Create(CultureInfo.InvariantCulture, $"detached-{number}"));
        var program = Path.ChangeExtension(typeof(CrashingOwner).Assembly.Location, null);
        var method = $"{typeof(CrashingOwner).FullName}.{nameof(Own_sandboxes_until_killed)}";
        var owner = Process.Start(new ProcessStartInfo(program, ["-explicit", "only", "-method", method])
        {
            Environment = { [Variable] = string.Join('|', engine.Name, host, mark, file) },
            RedirectStandardOutput = true,
        })!;
        for (var attempt = 0; attempt < 1200 && !owner.HasExited && !File.Exists(file); attempt++)
        {
            await Task.Delay(50, cancellationToken);
        }

        Assert.True(File.Exists(file), owner.HasExited ? await owner.StandardOutput.ReadToEndAsync(cancellationToken) : "The owner has created nothing for a minute.");
        return (owner, await File.ReadAllTextAsync(file, cancellationToken));
    }

    private static async Task UseAsync(ISandboxProvider provider, CreateSandboxOptions options, Task stopped)
    {
        while (!stopped.IsCompleted)
        {
            await using var sandbox = await provider.CreateAsync(options, CancellationToken.None);
            (await sandbox.RunAsync(Command.Shell("setsid sleep 300 & echo used"), CancellationToken.None)).EnsureSuccess();
        }
    }
}
