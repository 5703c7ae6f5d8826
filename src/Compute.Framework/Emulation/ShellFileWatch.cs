using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Compute.Framework.Runtime;

namespace Compute.Framework.Emulation;

/// <summary>For authors whose back end starts processes and watches no files: lets <c>inotifywait</c> watch inside the sandbox, where the
/// sandbox has it.</summary>
public static class ShellFileWatch
{
    private static readonly TimeSpan KillTime = TimeSpan.FromSeconds(10);

    /// <summary>How soon the second half of a move follows the first.</summary>
    private static readonly TimeSpan MoveTime = TimeSpan.FromMilliseconds(250);

    /// <summary>Watches a directory and everything below it, until the caller stops.</summary>
    /// <param name="start">Starts a process in the sandbox.</param>
    /// <param name="path">The directory.</param>
    /// <param name="cancellationToken">Stops the watch.</param>
    /// <returns>The changes. The first element is always <see cref="FileChangeKind.Ready"/>. What a new directory already holds when it is
    /// seen is reported too.</returns>
    /// <exception cref="SandboxFileNotFoundException">There is no such directory.</exception>
    /// <exception cref="SandboxNotADirectoryException">The path is not a directory.</exception>
    /// <exception cref="UnsupportedCapabilityException">The sandbox has no <c>inotifywait</c>.</exception>
    /// <exception cref="SandboxUnavailableException">The watch was lost; changes may have been missed.</exception>
    public static async IAsyncEnumerable<FileChange> WatchAsync(
        Func<IReadOnlyList<string>, CancellationToken, Task<ProcessChannel>> start,
        string path,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(start);
        ArgumentException.ThrowIfNullOrEmpty(path);
        var events = Channel.CreateUnbounded<WatchEvent>(new() { SingleReader = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var process = await start(WatchScripts.Watch(path), cancellationToken).ConfigureAwait(false);
        await using var closing = process.ConfigureAwait(false);
        WatchLister lister = new(start);
        WatchChanges changes = new(lister);
        var listing = EndAsync(lister.RunAsync(stop.Token), events.Writer);
        var reading = EndAsync(new WatchReader(process, path, lister, events.Writer).ReadAsync(stop.Token), events.Writer);
        try
        {
            while (true)
            {
                var within = changes.IsMoving ? MoveTime : Timeout.InfiniteTimeSpan;
                var happened = await NextAsync(events.Reader, within, cancellationToken).ConfigureAwait(false);
                await foreach (var change in changes.OfAsync(happened, cancellationToken).ConfigureAwait(false))
                {
                    yield return change;
                }
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await process.KillWithinAsync(KillTime).ConfigureAwait(false);
            await Task.WhenAll(reading, listing).EndsWithinAsync(KillTime * 2).ConfigureAwait(false);
        }
    }

    /// <summary>A half that ends is the end of the watch.</summary>
    private static async Task EndAsync(Task half, ChannelWriter<WatchEvent> events)
    {
        try
        {
            await half.ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            events.TryComplete(exception);
            throw;
        }
    }

    /// <summary>The next event; null when none comes in time.</summary>
    private static async ValueTask<WatchEvent?> NextAsync(
        ChannelReader<WatchEvent> events, TimeSpan within, CancellationToken cancellationToken)
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

    /// <summary>Kills a process and gives up after a while.</summary>
    internal static async Task KillWithinAsync(this ProcessChannel process, TimeSpan time)
    {
        using var limit = new CancellationTokenSource(time);
        await process.KillAsync(limit.Token).AsTask().EndsWithinAsync(time).ConfigureAwait(false);
    }
}
