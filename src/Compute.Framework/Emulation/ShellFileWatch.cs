using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Compute.Framework.Runtime;

namespace Compute.Framework.Emulation;

/// <summary>For authors whose back end starts processes and watches no files: lets <c>inotifywait</c> watch inside the sandbox, where the sandbox has it.</summary>
public static class ShellFileWatch
{
    private static readonly TimeSpan KillTime = TimeSpan.FromSeconds(10);

    /// <summary>How soon the second half of a move follows the first.</summary>
    private static readonly TimeSpan MoveTime = TimeSpan.FromMilliseconds(250);

    /// <summary>Watches a directory and everything below it, until the caller stops.</summary>
    /// <param name="start">Starts a process in the sandbox.</param>
    /// <param name="path">The directory.</param>
    /// <param name="cancellationToken">Stops the watch.</param>
    /// <returns>The changes. The first element is always <see cref="FileChangeKind.Ready"/>. What a new directory already holds when it is seen is told too.</returns>
    /// <exception cref="SandboxFileNotFoundException">There is no such directory.</exception>
    /// <exception cref="SandboxNotADirectoryException">The path is not a directory.</exception>
    /// <exception cref="UnsupportedCapabilityException">The sandbox has no <c>inotifywait</c>.</exception>
    /// <exception cref="SandboxUnavailableException">The watch was lost; changes may have been missed.</exception>
    public static async IAsyncEnumerable<FileChange> WatchAsync(
        Func<IReadOnlyList<string>, CancellationToken, Task<ProcessChannel>> start, string path, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(start);
        ArgumentException.ThrowIfNullOrEmpty(path);
        var events = Channel.CreateUnbounded<WatchEvent>(new() { SingleReader = true, SingleWriter = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var process = await start(WatchScripts.Watch(path), cancellationToken).ConfigureAwait(false);
        await using var closing = process.ConfigureAwait(false);
        var reading = new WatchReader(process, path, events.Writer).ReadAsync(stop.Token);
        try
        {
            HashSet<string> found = new(StringComparer.Ordinal);
            WatchEvent? leaving = null;
            while (true)
            {
                var happened = await NextAsync(events.Reader, leaving is null ? Timeout.InfiniteTimeSpan : MoveTime, cancellationToken).ConfigureAwait(false);
                if (leaving is not null)
                {
                    found.RemoveWhere(leaving.HoldsBelow);
                    if (happened?.IsArrivalOf(leaving) == true)
                    {
                        yield return new FileChange(FileChangeKind.Renamed, happened.Path, leaving.Path);
                        leaving = null;
                        continue;
                    }

                    yield return new FileChange(FileChangeKind.Deleted, leaving.Path);
                }

                leaving = happened is { Kind: WatchEventKind.MovedFrom } ? happened : null;
                if (happened is null || leaving is not null)
                {
                    continue;
                }

                if (happened.Kind == WatchEventKind.Deleted)
                {
                    found.RemoveWhere(happened.HoldsBelow);
                }

                // Every other change is told; a creation may have been, when its directory was looked into.
                if (happened.Kind != WatchEventKind.Created || !found.Remove(happened.Path))
                {
                    yield return happened.ToChange();
                }

                if (happened is { IsDirectory: true, Kind: WatchEventKind.Created or WatchEventKind.MovedTo })
                {
                    foreach (var below in (await ListAsync(start, happened.Path, cancellationToken).ConfigureAwait(false)).Where(found.Add))
                    {
                        yield return new FileChange(FileChangeKind.Created, below);
                    }
                }
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            using var limit = new CancellationTokenSource(KillTime);
            await process.KillAsync(limit.Token).AsTask().EndsWithinAsync(KillTime).ConfigureAwait(false);
            await reading.EndsWithinAsync(KillTime).ConfigureAwait(false);
        }
    }

    /// <summary>The next event; null when none comes in time.</summary>
    private static async ValueTask<WatchEvent?> NextAsync(ChannelReader<WatchEvent> events, TimeSpan within, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(within);
        try
        {
            return await events.ReadAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        catch (ChannelClosedException closed)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw closed.InnerException as ComputeException ?? new SandboxUnavailableException(WatchReader.Lost, closed.InnerException);
        }
    }

    /// <summary>What is below a directory that has just come: nothing was told of what was put into it before it was watched.</summary>
    private static async Task<IReadOnlyList<string>> ListAsync(
        Func<IReadOnlyList<string>, CancellationToken, Task<ProcessChannel>> start, string directory, CancellationToken cancellationToken)
    {
        var process = await start(WatchScripts.List(directory), cancellationToken).ConfigureAwait(false);
        await using var closing = process.ConfigureAwait(false);
        return await WatchReader.ReadPathsAsync(process, cancellationToken).ConfigureAwait(false);
    }
}
