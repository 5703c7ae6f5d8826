using System.Text;
using System.Threading.Channels;
using Compute.Framework.Streams;

namespace Compute.Framework.Emulation;

/// <summary>Reads what a process of <see cref="WatchScripts"/> reports.</summary>
internal sealed class WatchReader(ProcessChannel process, string path, WatchLister lister, ChannelWriter<WatchEvent> events)
{
    public const string Lost = "The watch was lost; changes may have been missed.";

    private const int MaxSaidBytes = 4096;

    private readonly LineCollector _records = new(end: 0);
    private readonly StringBuilder _said = new();
    private readonly List<WatchEvent> _early = [];
    private string? _root;
    private WatchEvent? _last;
    private bool _isEstablished;
    private bool _hasBegun;

    /// <summary>Hands the events on until the process ends, which is an error.</summary>
    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        await foreach (var frame in process.ReadFramesAsync(cancellationToken).ConfigureAwait(false))
        {
            Take(frame);
        }

        throw new SandboxUnavailableException(Lost);
    }

    private void Take(ProcessFrame frame)
    {
        switch (frame.Kind)
        {
            case ProcessFrameKind.StandardOutput:
                foreach (var record in _records.Add(frame.Data.Span).Select(record => SandboxFileNames.GetString(record.Span)))
                {
                    Take(record);
                }

                break;
            case ProcessFrameKind.StandardError:
                Hear(frame.Data.Span);
                break;
            case ProcessFrameKind.FailedToStart:
                throw new UnsupportedCapabilityException("POSIX shell", frame.Reason ?? "it cannot be started");
            default:
                throw Ended(frame);
        }
    }

    private void Take(string record)
    {
        if (_hasBegun)
        {
            events.TryWrite(Parse(record));
        }
        else if (_root is not null)
        {
            _early.Add(Parse(record));
        }
        else
        {
            _root = record;
            Begin();
        }
    }

    /// <summary>Has the content of a new directory listed at once, so that nobody waits for it later.</summary>
    private WatchEvent Parse(string record)
    {
        var happened = WatchEvent.Parse(record);

        // inotifywait reports a directory before it watches it, and the next change after that.
        _last?.Listing?.Settle();
        if (happened is { IsDirectory: true, Kind: WatchEventKind.Created or WatchEventKind.MovedTo } && !IsSecondHalf(happened))
        {
            happened = happened with { Listing = lister.List(happened.Path) };
        }

        return _last = happened;
    }

    private bool IsSecondHalf(WatchEvent happened) => _last is { Kind: WatchEventKind.MovedFrom } && happened.IsArrivalOf(_last);

    private void Hear(ReadOnlySpan<byte> text)
    {
        if (_said.Length < MaxSaidBytes)
        {
            _said.Append(Encoding.UTF8.GetString(text));
        }

        _isEstablished |= _said.ToString().Contains(WatchScripts.Established, StringComparison.Ordinal);
        Begin();
    }

    /// <summary>The two streams come in any order.</summary>
    private void Begin()
    {
        if (_root is not null && _isEstablished && !_hasBegun)
        {
            _hasBegun = true;
            events.TryWrite(new WatchEvent(WatchEventKind.Ready, _root));
            _early.ForEach(early => events.TryWrite(early));
        }
    }

    private ComputeException Ended(ProcessFrame end) => (_root is null && end.Kind == ProcessFrameKind.Exited ? end.Code : 0) switch
    {
        WatchScripts.Missing => new SandboxFileNotFoundException(path),
        WatchScripts.NoDirectory => new SandboxNotADirectoryException(path),
        WatchScripts.NoRight => new SandboxFileAccessDeniedException(path),
        WatchScripts.NoTool => NoTool("inotifywait", "inotify-tools"),
        WatchScripts.NoFind => NoTool("find", "findutils"),
        _ => new SandboxUnavailableException($"{Lost} inotifywait said: {_said.ToString().Trim()}"),
    };

    private static UnsupportedCapabilityException NoTool(string name, string package) =>
        new(
            nameof(SandboxOperation.WatchFiles),
            $"the sandbox has no '{name}'") { Remediation = $"Use an image with the package {package}." };
}
