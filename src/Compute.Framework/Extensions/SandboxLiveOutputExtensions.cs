using Compute.Framework.Runtime;

namespace Compute.Framework;

/// <summary>Runs commands and hands their output on while it comes.</summary>
/// <remarks>Where the provider cannot start processes (<see cref="SandboxOperation.StartProcess"/> is unsupported) the command
/// is run with <see cref="ISandbox.RunAsync"/>, and all of its output is handed on at its end: standard output first.
/// When a callback throws, the command is killed and the exception goes to the caller. A callback may take its time, also after the
/// command's end; one that never returns is left behind when the token fires, or ten seconds after the command's time-out has
/// passed.</remarks>
public static class SandboxLiveOutputExtensions
{
    /// <summary>Runs a command to its end and hands on each piece of output as it comes.</summary>
    /// <param name="sandbox">The sandbox.</param>
    /// <param name="command">The command.</param>
    /// <param name="onOutput">Called for each piece, one at a time. The bytes are valid during the call only.</param>
    /// <param name="cancellationToken">Cancels the command: it is killed with everything that it started.</param>
    /// <returns>The outcome with the output that was kept.</returns>
    public static async Task<ExecutionResult> RunAsync(this ISandbox sandbox, Command command, Func<OutputChunk, CancellationToken, ValueTask> onOutput, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sandbox);
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(onOutput);

        var process = await TryStartAsync(sandbox, command, cancellationToken).ConfigureAwait(false);
        if (process is null)
        {
            return await RunBufferedAsync(sandbox, command, onOutput, cancellationToken).ConfigureAwait(false);
        }

        await using (process.ConfigureAwait(false))
        {
            var end = process.WaitAsync(cancellationToken);
            end.Abandon();
            var callback = new OutputCallback(onOutput, end);
            await foreach (var chunk in process.ReadOutputAsync(cancellationToken: cancellationToken).ConfigureAwait(false))
            {
                if (!await callback.CallAsync(chunk, cancellationToken).ConfigureAwait(false))
                {
                    break;
                }
            }

            return await end.ConfigureAwait(false);
        }
    }

    /// <summary>Runs a command to its end and hands on each piece of output as it comes.</summary>
    /// <param name="sandbox">The sandbox.</param>
    /// <param name="command">The command.</param>
    /// <param name="onOutput">Called for each piece, one at a time. The bytes are valid during the call only.</param>
    /// <param name="cancellationToken">Cancels the command: it is killed with everything that it started.</param>
    /// <returns>The outcome with the output that was kept.</returns>
    public static Task<ExecutionResult> RunAsync(this ISandbox sandbox, Command command, Action<OutputChunk> onOutput, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(onOutput);
        return sandbox.RunAsync(command, Call, cancellationToken);

        ValueTask Call(OutputChunk chunk, CancellationToken _)
        {
            onOutput(chunk);
            return ValueTask.CompletedTask;
        }
    }

    /// <summary>Runs a command to its end and hands on each line of output as it comes, decoded as UTF-8.</summary>
    /// <param name="sandbox">The sandbox.</param>
    /// <param name="command">The command.</param>
    /// <param name="onLine">Called for each line, one at a time; also for a last line that has no end.</param>
    /// <param name="cancellationToken">Cancels the command: it is killed with everything that it started.</param>
    /// <returns>The outcome with the output that was kept.</returns>
    public static async Task<ExecutionResult> RunAsync(this ISandbox sandbox, Command command, Action<OutputLine> onLine, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(onLine);
        var decoder = new Utf8LineDecoder();
        var result = await sandbox.RunAsync(command, Call, cancellationToken).ConfigureAwait(false);
        HandOn(decoder.Complete());
        return result;

        ValueTask Call(OutputChunk chunk, CancellationToken _)
        {
            HandOn(decoder.Decode(chunk.Stream, chunk.Data.Span));
            return ValueTask.CompletedTask;
        }

        void HandOn(IReadOnlyList<OutputLine> lines)
        {
            foreach (var line in lines)
            {
                onLine(line);
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

    private static async Task<ExecutionResult> RunBufferedAsync(ISandbox sandbox, Command command, Func<OutputChunk, CancellationToken, ValueTask> onOutput, CancellationToken cancellationToken)
    {
        var result = await sandbox.RunAsync(command, cancellationToken).ConfigureAwait(false);
        var sequence = 0L;
        if (!result.StandardOutput.IsEmpty)
        {
            await onOutput(new OutputChunk(sequence++, StandardStream.StandardOutput, result.StandardOutput), cancellationToken).ConfigureAwait(false);
        }

        if (!result.StandardError.IsEmpty)
        {
            await onOutput(new OutputChunk(sequence, StandardStream.StandardError, result.StandardError), cancellationToken).ConfigureAwait(false);
        }

        return result;
    }
}
