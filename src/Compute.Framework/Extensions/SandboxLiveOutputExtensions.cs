namespace Compute.Framework;

/// <summary>Runs commands and passes their output to a callback while they run.</summary>
/// <remarks>Where the provider cannot start processes (<see cref="SandboxOperation.StartProcess"/> is unsupported) the command
/// is run with <see cref="ISandbox.RunAsync"/>, and all of its output is passed on at its end: standard output first.
/// When a callback throws, the command is killed and the exception reaches the caller. A callback may take its time, also after the
/// command's end; one that never returns is abandoned when the token fires, or ten seconds after the command's time-out has
/// passed.</remarks>
public static class SandboxLiveOutputExtensions
{
    /// <summary>Runs a command to its end and passes on each piece of output as it arrives.</summary>
    /// <param name="sandbox">The sandbox.</param>
    /// <param name="command">The command.</param>
    /// <param name="onOutput">Called for each piece, one at a time. The bytes are valid during the call only.</param>
    /// <param name="cancellationToken">Cancels the command: it is killed with everything that it started.</param>
    /// <returns>The outcome with the output that was kept.</returns>
    public static async Task<ExecutionResult> RunWithOutputAsync(
        this ISandbox sandbox,
        Command command,
        Func<OutputChunk, CancellationToken, ValueTask> onOutput,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sandbox);
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(onOutput);

        var process = await TryStartAsync(sandbox, command, cancellationToken).ConfigureAwait(false);
        if (process is null)
        {
            var result = await sandbox.RunAsync(command, cancellationToken).ConfigureAwait(false);
            await LiveOutput.PassOnAsync(result, onOutput, cancellationToken).ConfigureAwait(false);
            return result;
        }

        await using (process.ConfigureAwait(false))
        {
            return await LiveOutput.ReadAsync(process, onOutput, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Runs a command to its end and passes on each line of output as it arrives, decoded as UTF-8.</summary>
    /// <param name="sandbox">The sandbox.</param>
    /// <param name="command">The command.</param>
    /// <param name="onLine">Called for each line, one at a time; also for a last line that has no end.</param>
    /// <param name="cancellationToken">Cancels the command: it is killed with everything that it started.</param>
    /// <returns>The outcome with the output that was kept.</returns>
    public static async Task<ExecutionResult> RunWithLinesAsync(
        this ISandbox sandbox,
        Command command,
        Func<OutputLine, CancellationToken, ValueTask> onLine,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(onLine);
        var decoder = new Utf8LineDecoder();
        var result = await sandbox.RunWithOutputAsync(
            command,
            (chunk, token) => PassOnAsync(decoder.Decode(chunk.Stream, chunk.Data.Span), token),
            cancellationToken).ConfigureAwait(false);
        await PassOnAsync(decoder.Complete(), cancellationToken).ConfigureAwait(false);
        return result;

        async ValueTask PassOnAsync(IReadOnlyList<OutputLine> lines, CancellationToken token)
        {
            foreach (var line in lines)
            {
                await onLine(line, token).ConfigureAwait(false);
            }
        }
    }

    private static async Task<ISandboxProcess?> TryStartAsync(ISandbox sandbox, Command command, CancellationToken cancellationToken)
    {
        try
        {
            return await sandbox.StartAsync(command, cancellationToken).ConfigureAwait(false);
        }
        catch (UnsupportedCapabilityException)
        {
            return null;
        }
    }
}
