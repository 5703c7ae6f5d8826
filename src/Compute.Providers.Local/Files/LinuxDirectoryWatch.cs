using System.Runtime.CompilerServices;
using System.Runtime.Versioning;
using System.Threading.Channels;
using Compute.Framework;
using Compute.Providers.Local.Native;
using Microsoft.Win32.SafeHandles;

namespace Compute.Providers.Local.Files;

/// <summary>Reports the changes below a directory, whose names may have any bytes.</summary>
[SupportedOSPlatform("linux")]
internal sealed class LinuxDirectoryWatch : IDirectoryWatch
{
    /// <summary>How soon the second half of a move follows the first.</summary>
    private const int MoveMilliseconds = 250;

    /// <summary>How often it is looked whether the directory is still there.</summary>
    private const int CheckMilliseconds = 2000;

    private static readonly TimeSpan EndTime = TimeSpan.FromSeconds(5);

    private readonly Channel<FileChange> _changes = Channel.CreateUnbounded<FileChange>(new() { SingleReader = true, SingleWriter = true });
    private readonly List<InotifyEvent> _events = [];
    private readonly WatchedDirectory _directory;
    private readonly Inotify _kernel;
    private readonly WatchTree _tree;
    private readonly Thread _reading;

    /// <summary>Begins to watch.</summary>
    /// <param name="directory">What to watch; disposed with this.</param>
    /// <exception cref="ResourceLimitException">The machine permits no more watches.</exception>
    public LinuxDirectoryWatch(WatchedDirectory directory)
    {
        _directory = directory;
        try
        {
            _kernel = new Inotify();
        }
        catch (NativeException exception)
        {
            directory.Dispose();
            throw Limit("watches of files", "fs.inotify.max_user_instances", exception);
        }

        _tree = new WatchTree(_kernel, (SafeFileHandle)directory.Held!, directory.SandboxPath, change => _changes.Writer.TryWrite(change));
        _changes.Writer.TryWrite(new FileChange(FileChangeKind.Ready, directory.SandboxPath));
        _reading = new Thread(Read) { IsBackground = true, Name = "Compute.Providers.Local watch" };
        try
        {
            _tree.Begin();
            _reading.Start();
        }
        catch
        {
            Release();
            throw;
        }
    }

    public async IAsyncEnumerable<FileChange> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            FileChange change;
            try
            {
                change = await _changes.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (ChannelClosedException exception)
            {
                throw exception.InnerException as ComputeException
                    ?? new SandboxUnavailableException(IDirectoryWatch.Lost, exception.InnerException ?? exception);
            }

            yield return change;
        }
    }

    public void Dispose()
    {
        _kernel.Stop();
        _reading.Join(EndTime);
    }

    public static ResourceLimitException Limit(string resource, string setting, NativeException exception) =>
        new(resource, exception) { Remediation = $"Raise the sysctl {setting}, or watch fewer directories." };

    private void Read()
    {
        try
        {
            while (_kernel.Read(CheckMilliseconds, _events))
            {
                if (_events.Count == 0)
                {
                    _tree.Check();
                }

                while (_events.Count > 0)
                {
                    var happened = Next();
                    if (happened.Is(Inotify.MovedFrom) && FindArrival(happened) is { } arrival)
                    {
                        _tree.Move(happened, arrival);
                    }
                    else
                    {
                        _tree.Take(happened);
                    }
                }
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            _changes.Writer.TryComplete(exception);
        }
        finally
        {
            Release();
        }
    }

    private InotifyEvent Next()
    {
        var next = _events[0];
        _events.RemoveAt(0);
        return next;
    }

    /// <summary>The second half of a move, which other events may precede; null when it leads out of the tree.</summary>
    private InotifyEvent? FindArrival(InotifyEvent leaving)
    {
        var index = IndexOfArrival(leaving);
        if (index < 0 && _events.Count == 0)
        {
            _kernel.Read(MoveMilliseconds, _events);
            index = IndexOfArrival(leaving);
        }

        if (index < 0)
        {
            return null;
        }

        var arrival = _events[index];
        _events.RemoveAt(index);
        return arrival;
    }

    private int IndexOfArrival(InotifyEvent leaving) =>
        _events.FindIndex(other => other.Is(Inotify.MovedTo) && other.Cookie == leaving.Cookie);

    private void Release()
    {
        _kernel.Dispose();
        _directory.Dispose();
    }
}
