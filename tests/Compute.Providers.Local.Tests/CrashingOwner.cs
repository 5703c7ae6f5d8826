using Compute.Framework;
using Compute.Framework.Authoring;
using Microsoft.Extensions.Logging.Abstractions;

namespace Compute.Providers.Local.Tests;

/// <summary>The owner of sandboxes that is killed: run as a process of its own by <see cref="LifecycleTests"/>.</summary>
public sealed class CrashingOwner
{
    public const string Variable = "COMPUTE_LOCAL_TESTS_OWNER";

    [Fact(Explicit = true)]
    public async Task Own_sandboxes_until_killed()
    {
        var parts = Environment.GetEnvironmentVariable(Variable)!.Split('|');
        await OwnAsync(parts[0], Enum.Parse<LocalIsolation>(parts[1]));
        Assert.Fail("Nobody killed this process.");
    }

    private static async Task OwnAsync(string state, LocalIsolation isolation)
    {
        var provider = new LocalProvider(
            new LocalOptions { StateDirectory = state, Isolation = isolation }, NullLogger<LocalProvider>.Instance, TimeProvider.System);
        var nothing = new Dictionary<string, string>();
        var labels = new Dictionary<string, string> { ["owner"] = "crash" };
        int? limit = Limits.ControlGroups.Probe("pids") is null ? 50 : null;
        for (var index = 0; index < 3; index++)
        {
            var sandbox = await provider.CreateAsync(new LocalCreate { Labels = labels, MaxProcesses = index == 0 ? limit : null }, default);
            await RunAsync(provider, sandbox, "echo kept > f");
            if (index == 1)
            {
                await provider.BranchAsync(sandbox, 1, labels, default);
            }

            await provider.StartAsync(sandbox, ["sh", "-c", "setsid sleep 300 & sleep 300"], null, nothing, default);
        }

        await File.WriteAllTextAsync(Path.Combine(state, "ready"), string.Empty);
        await Task.Delay(TimeSpan.FromMinutes(2));
    }

    private static async Task RunAsync(LocalProvider provider, LocalSandbox sandbox, string script)
    {
        await using var channel = await provider.StartAsync(sandbox, ["sh", "-c", script], null, new Dictionary<string, string>(), default);
        await foreach (var frame in channel.ReadFramesAsync(default))
        {
            if (frame is { Kind: ProcessFrameKind.Exited, Code: not 0 })
            {
                throw new InvalidOperationException($"exit code {frame.Code}");
            }
        }
    }
}
