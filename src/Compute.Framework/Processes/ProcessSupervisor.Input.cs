using System.Runtime.ExceptionServices;
using Compute.Framework.Streams;

namespace Compute.Framework.Runtime;

/// <summary>Feeds the input.</summary>
internal sealed partial class ProcessSupervisor
{
    private SourceStream? Source => _command.StandardInput?.Source;

    private async Task FeedInputAsync(bool keepOpen)
    {
        try
        {
            if (_command.StandardInput is { } standardInput)
            {
                await CopyInputAsync(standardInput.OpenRead()).ConfigureAwait(false);
            }
            else if (keepOpen)
            {
                return;
            }

            await _input.CloseAsync(_reading.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is ProcessInputClosedException or IOException && Source?.Failure is null)
        {
            // The command stopped reading; that is its right (head, grep -q).
        }
        catch (Exception exception) when (!_reading.IsCancellationRequested && Source?.Failure is null)
        {
            // The command would wait for the rest of its input, or take what came for all of it.
            Volatile.Write(ref _inputError, ExceptionDispatchInfo.Capture(exception));
            KillInBackground(Cause.Input);
        }
    }

    private async Task CopyInputAsync(Stream content)
    {
        var buffer = new byte[64 * 1024];
        while (await content.ReadAsync(buffer, _reading.Token).ConfigureAwait(false) is > 0 and var read)
        {
            await _input.WriteAsync(buffer.AsMemory(0, read), _reading.Token).ConfigureAwait(false);
        }
    }
}
