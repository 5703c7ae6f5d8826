using Compute.Framework.Runtime;

namespace Compute.Framework;

/// <summary>Passes output to a caller's callback.</summary>
internal static class LiveOutput
{
    /// <summary>Passes on a process's output until its end. When the callback throws, the caller disposes the process, which kills
    /// it.</summary>
    public static async Task<ExecutionResult> ReadAsync(
        ISandboxProcess process, Func<OutputChunk, CancellationToken, ValueTask> onOutput, CancellationToken cancellationToken)
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

    /// <summary>Passes on the output that a result kept: standard output first.</summary>
    public static async ValueTask PassOnAsync(
        ExecutionResult result, Func<OutputChunk, CancellationToken, ValueTask> onOutput, CancellationToken cancellationToken)
    {
        var sequence = 0L;
        if (!result.StandardOutput.IsEmpty)
        {
            await onOutput(new(sequence++, StandardStream.StandardOutput, result.StandardOutput), cancellationToken).ConfigureAwait(false);
        }

        if (!result.StandardError.IsEmpty)
        {
            await onOutput(new(sequence, StandardStream.StandardError, result.StandardError), cancellationToken).ConfigureAwait(false);
        }
    }
}
