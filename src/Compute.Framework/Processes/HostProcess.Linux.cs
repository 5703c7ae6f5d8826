using System.Diagnostics;
using System.Runtime.Versioning;
using Compute.Framework.Launch;

namespace Compute.Framework;

public static partial class HostProcess
{
    [SupportedOSPlatform("linux")]
    private static async Task<ExecutionResult> RunOnLinuxAsync(ProcessSpec spec, long maxOutputBytes, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        using var outputPipe = new Pipe();
        using var errorPipe = new Pipe();
        var id = Start(spec, outputPipe, errorPipe);
        var root = ProcFs.Stat(id);
        var exit = ChildWaiter.WaitAsync(id);
        outputPipe.CloseWriter();
        errorPipe.CloseWriter();
        using var reading = new CancellationTokenSource();
        var output = new Runtime.OutputCapture(maxOutputBytes);
        var error = new Runtime.OutputCapture(maxOutputBytes);
        using var outputStream = outputPipe.TakeReader();
        using var errorStream = errorPipe.TakeReader();
        var streams = Task.WhenAll(CaptureAsync(outputStream, output, reading.Token), CaptureAsync(errorStream, error, reading.Token));
        ChildExit end;
        try
        {
            end = await exit.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            if (root is { } process)
            {
                await Task.Run(new ProcessTree(process, marker: null).Kill, CancellationToken.None).ConfigureAwait(false);
            }

            await reading.CancelAsync().ConfigureAwait(false);
            await streams.ConfigureAwait(false);
            throw;
        }

        reading.CancelAfter(OutputGrace);
        await streams.ConfigureAwait(false);
        var result = end.IsSignal
            ? ExecutionResult.Signaled(end.Code, output.Bytes, error.Bytes)
            : ExecutionResult.Exited(end.Code, output.Bytes, error.Bytes);
        return result with { Duration = Stopwatch.GetElapsedTime(start), IsOutputTruncated = output.IsTruncated || error.IsTruncated };
    }

    [SupportedOSPlatform("linux")]
    private static int Start(ProcessSpec spec, Pipe output, Pipe error)
    {
        using var nothing = File.OpenHandle("/dev/null", FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return Spawner.Start(spec, [(int)nothing.DangerousGetHandle(), output.WriteDescriptor, error.WriteDescriptor]);
    }
}
