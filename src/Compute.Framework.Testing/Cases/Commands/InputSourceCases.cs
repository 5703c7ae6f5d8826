namespace Compute.Framework.Testing;

/// <summary>A command's input is the caller's own stream, which may fail or never end.</summary>
public static class InputSourceCases
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(4);

    /// <summary>What the caller's stream throws reaches the caller as it is, and the command is ended; it is no end of input.</summary>
    [ComplianceCase("commands/input-source-fails")]
    public static async Task InputSourceFails(ComplianceContext context)
    {
        var sandbox = await SandboxAsync(context).ConfigureAwait(false);
        foreach (var error in (Exception[])
        [
            new IOException("the caller's disk"), new ObjectDisposedException("the caller's stream"),
            new OperationCanceledException("a token of the caller's own", new CancellationToken(canceled: true)),
        ])
        {
            var input = CommandInput.FromStream(new CallerStream(5, error));
            var thrown = await Check.ThrowsAsync<Exception>(
                () => sandbox.RunAsync(Command.Create("wc", "-c") with { StandardInput = input }, context.CancellationToken),
                $"RunAsync whose input throws {error.GetType().Name} after 5 bytes", Law.CallerStreams).ConfigureAwait(false);
            Check.That(
                ReferenceEquals(error, thrown),
                $"the caller's own {error.GetType().Name}",
                $"{thrown.GetType().Name}: {thrown.Message}",
                Law.CallerStreams);
        }

        var path = context.Path("fed");
        await Check.ThrowsAsync<IOException>(
            () => sandbox.RunAsync(
                Inside.Heartbeats(path) with { StandardInput = CommandInput.FromStream(new CallerStream(5, new IOException("mine"))) },
                context.CancellationToken),
            "RunAsync of a command that does not read, whose input fails", Law.CallerStreams).ConfigureAwait(false);
        await context.HeartbeatEndsAsync(sandbox, path, "the input's error", Law.CallerStreams).ConfigureAwait(false);
    }

    /// <summary>A command ends when it ends, not when its input does.</summary>
    /// <remarks>Where the input is put into a file before the command starts, the command's time-out ends the wait.</remarks>
    [ComplianceCase("commands/input-never-ends")]
    public static async Task InputNeverEnds(ComplianceContext context)
    {
        context.Require(SandboxOperation.RunCommand, "Timeout");
        var sandbox = await SandboxAsync(context).ConfigureAwait(false);
        var command = Command.Shell("exit 3") with
        {
            StandardInput = CommandInput.FromStream(new CallerStream(5, error: null)), Timeout = Limit,
        };
        var result = await sandbox.RunAsync(command, context.CancellationToken).ConfigureAwait(false);
        var mayWait = context.Capabilities[SandboxOperation.RunCommand]["StandardInput"].Level == SupportLevel.Emulated;
        if (!mayWait || result.Outcome != ExecutionOutcome.TimedOut)
        {
            Check.Exited(result, 3, "a command whose input never ends", Law.CallerStreams);
        }
    }

    private static async Task<ISandbox> SandboxAsync(ComplianceContext context)
    {
        context.Require(SandboxOperation.RunCommand, "StandardInput");
        return await context.ShellSandboxAsync().ConfigureAwait(false);
    }
}
