using System.Runtime.Versioning;
using Compute.Framework;
using Compute.Framework.Authoring;
using Compute.Providers.Local.Launch;

namespace Compute.Providers.Local.Tests;

/// <summary>A helper that enters a sandbox is not taken for the command.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class LaunchTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_exit_code_from_a_sandbox_that_is_there_is_the_commands() =>
        Assert.Equal((ProcessFrameKind.Exited, 3), await EndAsync("exit 3", () => true));

    [Fact]
    public async Task An_exit_code_after_the_end_of_the_sandbox_is_no_outcome() =>
        await Assert.ThrowsAsync<SandboxUnavailableException>(() => EndAsync("exit 3", () => false));

    [Fact]
    public async Task A_signal_after_the_end_of_the_sandbox_is_the_commands() =>
        Assert.Equal((ProcessFrameKind.Signaled, 9), await EndAsync("kill -9 $$", () => false));

    private static async Task<(ProcessFrameKind, int)> EndAsync(string script, Func<bool> isThere)
    {
        Needed.Linux("Helpers that enter sandboxes need Linux.");
        var spec = new ProcessSpec("/bin/sh", ["sh", "-c", script], new Dictionary<string, string>(), "/");
        await using var channel = LinuxProcessChannel.Start(new LaunchPlan(spec, "MARKER=launch-tests", isThere));
        var end = await channel.ReadFramesAsync(Cancel).LastAsync(Cancel);
        return (end.Kind, end.Code);
    }
}
