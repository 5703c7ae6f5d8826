using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Compute.Gateway.E2B.Protos.Processes;
using Compute.Gateway.State;

namespace Compute.Gateway.E2B.State;

/// <summary>A process as E2B has it: by the number that it has in its sandbox.</summary>
/// <remarks>The number is the first line of its output: a shell writes it, and then becomes the program.</remarks>
internal sealed class E2BProcess
{
    /// <summary>Says the number, and becomes the command.</summary>
    public static readonly IReadOnlyList<string> Launcher = ["sh", "-c", "printf '%s\\n' \"$$\"; exec \"$@\"", "sh"];

    private const int MaxHeader = 32;

    private readonly TaskCompletionSource<uint> _pid = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _next;
    private (long Sequence, int Bytes) _header;

    public E2BProcess(ServedProcess served, ProcessConfig config, string? tag, bool isTerminal)
    {
        Served = served;
        Config = config;
        Tag = tag;
        IsTerminal = isTerminal;
        _ = FollowAsync();
    }

    public ServedProcess Served { get; }

    public ProcessConfig Config { get; }

    public string? Tag { get; }

    public bool IsTerminal { get; }

    /// <summary>The number; fails where the process ended before it said it.</summary>
    public Task<uint> PidAsync => _pid.Task;

    /// <summary>Where the output of this moment begins.</summary>
    public long Now => Volatile.Read(ref _next);

    /// <summary>Reads the output from a chunk on, without the line that has the number.</summary>
    public async IAsyncEnumerable<OutputChunk> ReadAsync(long from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await _pid.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        await foreach (var chunk in Served.Process.ReadOutputAsync(from, cancellationToken).ConfigureAwait(false))
        {
            // Standard error can come before the number, however much later it was written.
            var data = chunk.Stream != StandardStream.StandardOutput || chunk.Sequence > _header.Sequence ? chunk.Data
                : chunk.Sequence == _header.Sequence ? chunk.Data[_header.Bytes..]
                : default;
            if (!data.IsEmpty)
            {
                yield return chunk with { Data = data };
            }
        }
    }

    /// <summary>Notes how far the output is, whether or not somebody reads it.</summary>
    private async Task FollowAsync()
    {
        try
        {
            var line = new List<byte>();
            await foreach (var chunk in Served.Process.ReadOutputAsync().ConfigureAwait(false))
            {
                if (!_pid.Task.IsCompleted)
                {
                    ReadHeader(chunk, line);
                }

                Volatile.Write(ref _next, chunk.Sequence + 1);
            }

            var end = await Served.EndAsync().ConfigureAwait(false);
            _pid.TrySetException(E2BError.Invalid(end.FailureReason ?? "The process ended before it began."));
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            _pid.TrySetException(exception);
        }

        _ = _pid.Task.Exception;
    }

    private void ReadHeader(OutputChunk chunk, List<byte> line)
    {
        if (chunk.Stream != StandardStream.StandardOutput)
        {
            return;
        }

        var end = chunk.Data.Span.IndexOf((byte)'\n');
        line.AddRange(end < 0 ? chunk.Data.Span : chunk.Data.Span[..end]);
        if (end < 0 && line.Count <= MaxHeader)
        {
            return;
        }

        var text = Encoding.ASCII.GetString([.. line]).Trim();
        if (uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var pid))
        {
            _header = (chunk.Sequence, end + 1);
            _pid.TrySetResult(pid);
        }
        else
        {
            _pid.TrySetException(new ProviderFaultException("The sandbox's shell did not say the number of its process."));
        }
    }
}
