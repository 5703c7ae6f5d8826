namespace Compute.Framework.Testing;

/// <summary>Stopping ends what runs and keeps the files.</summary>
public static class RestartCases
{
    /// <summary>A stopped sandbox says so and is still there; asking twice changes nothing.</summary>
    [ComplianceCase("lifecycle/stop-told")]
    [Proves(SandboxOperation.StopSandbox)]
    [Proves(SandboxOperation.RestartSandbox)]
    public static async Task StopTold(ComplianceContext context)
    {
        var (sandbox, restartable) = await RestartableAsync(context).ConfigureAwait(false);
        for (var i = 0; i < 2; i++)
        {
            await Check.SucceedsAsync(
                () => restartable.StopAsync(context.CancellationToken), $"StopAsync, {i + 1} times", Law.Pausing).ConfigureAwait(false);
            await context.CheckStatusAsync(sandbox, SandboxStatus.Stopped, "StopAsync").ConfigureAwait(false);
        }

        Check.That(await context.IsThereAsync(sandbox.Id).ConfigureAwait(false), "GetAsync finds a stopped sandbox", "null", Law.Identity);
        await restartable.RestartAsync(context.CancellationToken).ConfigureAwait(false);
        await context.CheckStatusAsync(sandbox, SandboxStatus.Running, "RestartAsync").ConfigureAwait(false);
    }

    /// <summary>Files are as they were, whether the sandbox was stopped or ran when it was restarted.</summary>
    [ComplianceCase("lifecycle/restart-keeps-files")]
    public static async Task RestartKeepsFiles(ComplianceContext context)
    {
        var (sandbox, restartable) = await RestartableAsync(context).ConfigureAwait(false);
        await context.WriteTextAsync(sandbox, "deep/file", "kept").ConfigureAwait(false);
        await restartable.StopAsync(context.CancellationToken).ConfigureAwait(false);
        await restartable.RestartAsync(context.CancellationToken).ConfigureAwait(false);
        Check.Equal(
            "kept",
            await context.ReadTextAsync(sandbox, "deep/file").ConfigureAwait(false),
            "a file after StopAsync and RestartAsync",
            Law.Pausing);
        await context.WriteTextAsync(sandbox, "later", "kept too").ConfigureAwait(false);
        await restartable.RestartAsync(context.CancellationToken).ConfigureAwait(false);
        Check.Equal(
            "kept too",
            await context.ReadTextAsync(sandbox, "later").ConfigureAwait(false),
            "a file after RestartAsync of a running sandbox",
            Law.Pausing);
        if (context.Settings.NoShell is null && context.Capabilities.Supports(SandboxOperation.RunCommand))
        {
            Check.Equal(
                "kept",
                await context.TextAsync(sandbox, "cat deep/file").ConfigureAwait(false),
                "what a command reads after RestartAsync",
                Law.Pausing);
        }
    }

    /// <summary>A command in a stopped sandbox is an error, not an outcome.</summary>
    [ComplianceCase("lifecycle/stopped-refuses-commands")]
    public static async Task StoppedRefusesCommands(ComplianceContext context)
    {
        var (sandbox, restartable) = await RestartableAsync(context).ConfigureAwait(false);
        await restartable.StopAsync(context.CancellationToken).ConfigureAwait(false);
        await Check.ThrowsAsync<SandboxUnavailableException>(
            () => sandbox.RunAsync(Command.Create("true"), context.CancellationToken),
            "RunAsync in a stopped sandbox",
            Law.NeverInvent).ConfigureAwait(false);
    }

    /// <summary>Stopping, and restarting what runs, ends the processes; none of them is reported to have exited well.</summary>
    [ComplianceCase("lifecycle/stop-ends-processes")]
    public static async Task StopEndsProcesses(ComplianceContext context)
    {
        context.Require(SandboxOperation.StartProcess);
        context.RequireShell();
        var (sandbox, restartable) = await RestartableAsync(context).ConfigureAwait(false);
        foreach (var stop in (bool[])[true, false])
        {
            var path = $"beats-{stop}";
            var process = await context.StartAsync(sandbox, Inside.Heartbeats("./" + path)).ConfigureAwait(false);
            await context.HeartbeatStartedAsync(sandbox, path).ConfigureAwait(false);
            if (stop)
            {
                await restartable.StopAsync(context.CancellationToken).ConfigureAwait(false);
            }

            await restartable.RestartAsync(context.CancellationToken).ConfigureAwait(false);
            ExecutionResult? result = null;
            try
            {
                result = await context.EndAsync(process).ConfigureAwait(false);
            }
            catch (SandboxUnavailableException)
            {
                // Nobody saw how it ended.
            }

            Check.That(
                result is not { IsSuccess: true },
                "a process of a sandbox that was stopped did not exit with code 0",
                "it is reported to have",
                Law.NeverInvent);
            await context.HeartbeatEndsAsync(sandbox, path, stop ? "StopAsync" : "RestartAsync", Law.Pausing).ConfigureAwait(false);
        }
    }

    /// <summary>A stopped sandbox can be destroyed.</summary>
    [ComplianceCase("lifecycle/destroy-stopped")]
    public static async Task DestroyStopped(ComplianceContext context)
    {
        var (sandbox, restartable) = await RestartableAsync(context).ConfigureAwait(false);
        await restartable.StopAsync(context.CancellationToken).ConfigureAwait(false);
        await Check.SucceedsAsync(
            () => sandbox.DestroyAsync(context.CancellationToken), "DestroyAsync of a stopped sandbox", Law.Destroy).ConfigureAwait(false);
        await context.CheckGoneAsync(sandbox.Id, "DestroyAsync of a stopped sandbox", Law.Destroy).ConfigureAwait(false);
    }

    private static async Task<(ISandbox Sandbox, IRestartable Restartable)> RestartableAsync(ComplianceContext context)
    {
        context.Require(SandboxOperation.StopSandbox);
        context.Require(SandboxOperation.RestartSandbox);
        var sandbox = await context.CreateSandboxAsync().ConfigureAwait(false);
        return (sandbox, sandbox.Claimed<IRestartable>());
    }
}
