using System.Runtime.CompilerServices;

namespace Compute.Providers.E2B.Wire;

/// <summary>The changes below a directory. The agent reports a move within it as a name that is gone and one that is new, in this
/// order.</summary>
/// <param name="stream">What the agent sends.</param>
/// <param name="root">The directory's absolute path, without a slash at its end.</param>
/// <param name="path">The path that was asked for.</param>
internal sealed class EnvdWatch(ConnectStream stream, string root, string path)
{
    /// <summary>How long after a name is gone the one that it has become may come.</summary>
    private static readonly TimeSpan MoveTime = TimeSpan.FromMilliseconds(250);

    public async IAsyncEnumerable<FileChange> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? gone = null;
        var next = NextAsync(cancellationToken);
        while (true)
        {
            if (gone is not null)
            {
                await Task.WhenAny(next, Task.Delay(MoveTime, cancellationToken)).ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
                if (!next.IsCompleted || await next.ConfigureAwait(false) is not { Filesystem.Type: "EVENT_TYPE_CREATE" })
                {
                    yield return new FileChange(FileChangeKind.Deleted, gone);
                    gone = null;
                }
            }

            if (await next.ConfigureAwait(false) is not { } message)
            {
                yield break;
            }

            next = NextAsync(cancellationToken);
            if (message.Start is not null)
            {
                yield return new FileChange(FileChangeKind.Ready, root.Length == 0 ? "/" : root);
            }
            else if (message.Filesystem is { } change)
            {
                var changed = $"{root}/{change.Name}";
                switch (change.Type)
                {
                    case "EVENT_TYPE_CREATE" when gone is not null:
                        yield return new FileChange(FileChangeKind.Renamed, changed, gone);
                        gone = null;
                        break;
                    case "EVENT_TYPE_CREATE":
                        yield return new FileChange(FileChangeKind.Created, changed);
                        break;
                    case "EVENT_TYPE_WRITE" or "EVENT_TYPE_CHMOD":
                        yield return new FileChange(FileChangeKind.Changed, changed);
                        break;
                    case "EVENT_TYPE_REMOVE":
                        yield return new FileChange(FileChangeKind.Deleted, changed);
                        break;
                    case "EVENT_TYPE_RENAME":
                        gone = changed;
                        break;
                }
            }
        }
    }

    private async Task<WatchMessage?> NextAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await stream.ReadAsync(E2BJson.Default.WatchMessage, cancellationToken).ConfigureAwait(false);
        }
        catch (EnvdException error)
        {
            throw error.ToFileError(path);
        }
    }
}
