namespace Compute.Framework.Testing;

/// <summary>Pausing suspends, resuming goes on.</summary>
public static class PauseCases
{
    /// <summary>A paused sandbox says so, and a resumed one that it runs; asking twice changes nothing.</summary>
    [ComplianceCase("lifecycle/pause-told")]
    [Proves(SandboxOperation.Pause)]
    [Proves(SandboxOperation.Resume)]
    public static async Task PauseTold(ComplianceContext context)
    {
        var (sandbox, pausable) = await PausableAsync(context).ConfigureAwait(false);
        for (var i = 0; i < 2; i++)
        {
            await Check.SucceedsAsync(
                () => pausable.PauseAsync(context.CancellationToken), $"PauseAsync, {i + 1} times", Law.Pausing).ConfigureAwait(false);
            await context.CheckStatusAsync(sandbox, SandboxStatus.Paused, "PauseAsync").ConfigureAwait(false);
        }

        for (var i = 0; i < 2; i++)
        {
            await Check.SucceedsAsync(
                () => pausable.ResumeAsync(context.CancellationToken), $"ResumeAsync, {i + 1} times", Law.Pausing).ConfigureAwait(false);
            await context.CheckStatusAsync(sandbox, SandboxStatus.Running, "ResumeAsync").ConfigureAwait(false);
        }
    }

    /// <summary>Files are as they were.</summary>
    [ComplianceCase("lifecycle/pause-keeps-files")]
    public static async Task PauseKeepsFiles(ComplianceContext context)
    {
        var (sandbox, pausable) = await PausableAsync(context).ConfigureAwait(false);
        await context.WriteTextAsync(sandbox, "deep/file", "kept").ConfigureAwait(false);
        await pausable.PauseAsync(context.CancellationToken).ConfigureAwait(false);
        await pausable.ResumeAsync(context.CancellationToken).ConfigureAwait(false);
        Check.Equal(
            "kept",
            await context.ReadTextAsync(sandbox, "deep/file").ConfigureAwait(false),
            "a file after PauseAsync and ResumeAsync",
            Law.Pausing);
        await context.WriteTextAsync(sandbox, "later", "x").ConfigureAwait(false);
    }

    /// <summary>A process stands still while its sandbox is paused, and goes on where it was.</summary>
    [ComplianceCase("lifecycle/pause-suspends")]
    [Proves(SandboxOperation.Pause)]
    [Proves(SandboxOperation.Resume)]
    public static async Task PauseSuspends(ComplianceContext context)
    {
        context.Require(SandboxOperation.StartProcess);
        context.RequireShell();
        var (sandbox, pausable) = await PausableAsync(context).ConfigureAwait(false);
        var process = await context.StartShellAsync(
            sandbox, "i=0; while [ $i -lt 900 ]; do i=$((i+1)); echo $i; sleep 0.05 2>/dev/null || sleep 1; done").ConfigureAwait(false);
        var counter = new Counter(process);
        await using (counter.ConfigureAwait(false))
        {
            await context.EventuallyAsync(
                () => Task.FromResult(counter.Value > 3),
                "a process that counts is seen counting",
                "it is not",
                Law.Process).ConfigureAwait(false);
            await pausable.PauseAsync(context.CancellationToken).ConfigureAwait(false);
            var standing = await StandsStillAsync(context, counter).ConfigureAwait(false);
            await pausable.ResumeAsync(context.CancellationToken).ConfigureAwait(false);
            await context.EventuallyAsync(
                () => Task.FromResult(counter.Value > standing + 3),
                "the process counts on after ResumeAsync",
                "it does not",
                Law.Pausing).ConfigureAwait(false);
            Check.That(counter.IsGapless, "it counts on where it was", "it began again or left numbers out", Law.Pausing);
        }
    }

    /// <summary>A sandbox that was paused through one handle is resumed through another.</summary>
    [ComplianceCase("lifecycle/resume-borrowed")]
    public static async Task ResumeBorrowed(ComplianceContext context)
    {
        var (sandbox, pausable) = await PausableAsync(context).ConfigureAwait(false);
        await pausable.PauseAsync(context.CancellationToken).ConfigureAwait(false);
        var found = Check.NotNull(
            await context.Provider.GetAsync(sandbox.Id, context.CancellationToken).ConfigureAwait(false),
            "GetAsync finds a paused sandbox",
            Law.Identity);
        await context.CheckStatusAsync(found, SandboxStatus.Paused, "PauseAsync through another handle").ConfigureAwait(false);
        await found.Claimed<IPausable>().ResumeAsync(context.CancellationToken).ConfigureAwait(false);
        await context.CheckStatusAsync(sandbox, SandboxStatus.Running, "ResumeAsync through another handle").ConfigureAwait(false);
    }

    /// <summary>A paused sandbox can be destroyed.</summary>
    [ComplianceCase("lifecycle/destroy-paused")]
    public static async Task DestroyPaused(ComplianceContext context)
    {
        var (sandbox, pausable) = await PausableAsync(context).ConfigureAwait(false);
        await pausable.PauseAsync(context.CancellationToken).ConfigureAwait(false);
        await Check.SucceedsAsync(
            () => sandbox.DestroyAsync(context.CancellationToken), "DestroyAsync of a paused sandbox", Law.Destroy).ConfigureAwait(false);
        await context.CheckGoneAsync(sandbox.Id, "DestroyAsync of a paused sandbox", Law.Destroy).ConfigureAwait(false);
    }

    private static async Task<(ISandbox Sandbox, IPausable Pausable)> PausableAsync(ComplianceContext context)
    {
        context.Require(SandboxOperation.Pause);
        context.Require(SandboxOperation.Resume);
        var sandbox = await context.CreateSandboxAsync().ConfigureAwait(false);
        return (sandbox, sandbox.Claimed<IPausable>());
    }

    /// <summary>Lets what is under way arrive, then sees that for a second nothing more comes.</summary>
    private static async Task<long> StandsStillAsync(ComplianceContext context, Counter counter)
    {
        await context.WaitAsync(TimeSpan.FromMilliseconds(400), "output that is under way").ConfigureAwait(false);
        var before = counter.Value;
        await context.WaitAsync(TimeSpan.FromSeconds(1), "a paused process that must not go on").ConfigureAwait(false);
        Check.Equal(before, counter.Value, "what a process in a paused sandbox has counted to, a second later,", Law.Pausing);
        return before;
    }
}
