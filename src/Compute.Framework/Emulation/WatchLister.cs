using System.Text;
using System.Threading.Channels;
using Compute.Framework.Runtime;
using Compute.Framework.Streams;

namespace Compute.Framework.Emulation;

/// <summary>Lists the new directories of a watch. One process does it, which is started when the first one comes.</summary>
/// <param name="start">Starts a process in the sandbox.</param>
internal sealed class WatchLister(Func<IReadOnlyList<string>, CancellationToken, Task<ProcessChannel>> start)
{
    /// <summary>How long a line of directories may become; a shell reads it byte by byte.</summary>
    private const int MaxLineLength = 32 * 1024;

    private const int MaxSaidLength = 1024;

    /// <summary>How soon a directory is watched after its creation was reported, where nothing that comes after it says so.</summary>
    private static readonly TimeSpan SettleTime = TimeSpan.FromMilliseconds(250);

    /// <summary>How long a process may take to be killed, and a reading to end.</summary>
    private static readonly TimeSpan EndTime = TimeSpan.FromSeconds(10);

    private readonly Channel<WatchListing> _waiting = Channel.CreateUnbounded<WatchListing>(new() { SingleReader = true });
    private readonly LineCollector _paths = new(end: 0);
    private readonly StringBuilder _said = new();
    private WatchListingBatch? _batch;

    /// <summary>Has a directory listed.</summary>
    public WatchListing List(string directory)
    {
        WatchListing listing = new(directory);
        if (!_waiting.Writer.TryWrite(listing))
        {
            listing.Fail(new SandboxUnavailableException(WatchReader.Lost));
        }

        return listing;
    }

    /// <summary>Lists what is asked for, until it is cancelled; nothing runs then any more.</summary>
    /// <exception cref="ComputeException">The process could not be started, or has ended.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        Exception? fault = null;
        try
        {
            await _waiting.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false);
            var process = await start(WatchScripts.List, cancellationToken).ConfigureAwait(false);
            await using var closing = process.ConfigureAwait(false);
            await RunAsync(process, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            fault = exception as ComputeException ?? new SandboxUnavailableException(WatchReader.Lost, exception);
            cancellationToken.ThrowIfCancellationRequested();
            throw fault;
        }
        finally
        {
            _waiting.Writer.TryComplete();
            fault ??= new SandboxUnavailableException(WatchReader.Lost);
            _batch?.Fail(fault);
            while (_waiting.Reader.TryRead(out var listing))
            {
                listing.Fail(fault);
            }
        }
    }

    private async Task RunAsync(ProcessChannel process, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

        // A channel may take no input before it is read from.
        Task[] halves = [ReadAsync(process, stop.Token), WriteAsync(process, stop.Token)];
        try
        {
            await (await Task.WhenAny(halves).ConfigureAwait(false)).ConfigureAwait(false);
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await process.KillWithinAsync(EndTime).ConfigureAwait(false);
            await Task.WhenAll(halves).EndsWithinAsync(EndTime).ConfigureAwait(false);
        }
    }

    private async Task WriteAsync(ProcessChannel process, CancellationToken cancellationToken)
    {
        while (true)
        {
            var listings = await NextAsync(cancellationToken).ConfigureAwait(false);
            _batch = new WatchListingBatch(listings);
            var line = string.Join(' ', _batch.Topmost.Select(WatchScripts.Word)) + "\n";
            await process.WriteInputAsync(Encoding.ASCII.GetBytes(line), cancellationToken).ConfigureAwait(false);
            await _batch.Done.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>All directories that can be listed now, at least one.</summary>
    private async Task<List<WatchListing>> NextAsync(CancellationToken cancellationToken)
    {
        List<WatchListing> listings = [];
        var length = 0;
        await _waiting.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false);
        while (_waiting.Reader.TryPeek(out var next))
        {
            if (listings.Count == 0)
            {
                await next.WaitAsync(SettleTime, cancellationToken).ConfigureAwait(false);
            }

            length += WatchScripts.Word(next.Directory).Length;
            if (listings.Count > 0 && (length > MaxLineLength || !next.IsSettledAfter(SettleTime)))
            {
                break;
            }

            listings.Add(next);
            _waiting.Reader.TryRead(out _);
        }

        return listings;
    }

    private async Task ReadAsync(ProcessChannel process, CancellationToken cancellationToken)
    {
        await foreach (var frame in process.ReadFramesAsync(cancellationToken).ConfigureAwait(false))
        {
            switch (frame.Kind)
            {
                case ProcessFrameKind.StandardOutput:
                    Take(frame.Data.Span);
                    break;
                case ProcessFrameKind.StandardError:
                    _said.Append(_said.Length > MaxSaidLength ? string.Empty : ShellText.ErrorTail(frame.Data));
                    break;
                default:
                    throw new SandboxUnavailableException(
                        $"{WatchReader.Lost} What lists new directories has ended: {frame.Reason}{_said}");
            }
        }

        throw new SandboxUnavailableException(WatchReader.Lost);
    }

    private void Take(ReadOnlySpan<byte> output)
    {
        foreach (var path in _paths.Add(output))
        {
            if (path.IsEmpty)
            {
                _batch?.Complete();
            }
            else
            {
                _batch?.Add(SandboxFileNames.GetString(path.Span));
            }
        }
    }
}
