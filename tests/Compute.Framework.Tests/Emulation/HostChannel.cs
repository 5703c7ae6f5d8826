using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Compute.Framework.Authoring;

namespace Compute.Framework.Tests.Emulation;

/// <summary>A process of this machine as a back end's. Like an engine's, its output ends when nobody holds it any more.</summary>
internal sealed class HostChannel(Process process) : ProcessChannel
{
    public override string ProcessId => $"{process.Id}";

    public override async IAsyncEnumerable<ProcessFrame> ReadFramesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var frames = Channel.CreateBounded<ProcessFrame>(8);
        var reading = Task.WhenAll(
            CopyAsync(process.StandardOutput.BaseStream, StandardStream.StandardOutput, frames.Writer, cancellationToken),
            CopyAsync(process.StandardError.BaseStream, StandardStream.StandardError, frames.Writer, cancellationToken));
        _ = reading.ContinueWith(task => frames.Writer.TryComplete(task.Exception), TaskScheduler.Default);
        await foreach (var frame in frames.Reader.ReadAllAsync(cancellationToken))
        {
            yield return frame;
        }

        await process.WaitForExitAsync(cancellationToken);
        yield return process.ExitCode > 128 ? ProcessFrame.Signaled(process.ExitCode - 128) : ProcessFrame.Exited(process.ExitCode);
    }

    public override async ValueTask WriteInputAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(data, cancellationToken);
            await process.StandardInput.BaseStream.FlushAsync(cancellationToken);
        }
        catch (IOException error)
        {
            throw new ProcessInputClosedException(error);
        }
    }

    public override ValueTask CloseInputAsync(CancellationToken cancellationToken)
    {
        process.StandardInput.Close();
        return ValueTask.CompletedTask;
    }

    public override ValueTask SignalAsync(Signal signal, CancellationToken cancellationToken) => throw new NotSupportedException();

    public override ValueTask KillAsync(CancellationToken cancellationToken)
    {
        process.Kill(entireProcessTree: true);
        return ValueTask.CompletedTask;
    }

    private static async Task CopyAsync(Stream stream, StandardStream of, ChannelWriter<ProcessFrame> frames, CancellationToken cancellationToken)
    {
        // Small, so that marks are cut.
        var buffer = new byte[1000];
        while (await stream.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            await frames.WriteAsync(ProcessFrame.Output(of, buffer.AsSpan(0, count).ToArray()), cancellationToken);
        }
    }
}
