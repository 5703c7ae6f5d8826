using System.Runtime.CompilerServices;

namespace Compute.Framework;

/// <summary>Lists a tree by listing its directories one after the other.</summary>
internal static class TreeListing
{
    /// <summary>The entries below a directory: each directory's as it is listed, and before those of its subdirectories.</summary>
    /// <remarks>One listing is open at a time; what is remembered are the paths of directories that were not listed yet.</remarks>
    /// <param name="list">Lists one directory.</param>
    /// <param name="path">The directory.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    public static async IAsyncEnumerable<FileEntry> WalkAsync(
        Func<string, CancellationToken, IAsyncEnumerable<FileEntry>> list,
        string path,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pending = new Stack<string>([path]);
        var isRoot = true;
        while (pending.TryPop(out var directory))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var entries = list(directory, cancellationToken).GetAsyncEnumerator(cancellationToken);
            await using var closing = entries.ConfigureAwait(false);
            while (await MoveNextAsync(entries, mayBeGone: !isRoot).ConfigureAwait(false))
            {
                var entry = entries.Current;
                if (entry.Type == FileEntryType.Directory)
                {
                    pending.Push(SandboxPath.IsPlainName(entry.Name)
                        ? SandboxPath.Combine(directory, entry.Name)
                        : throw new SandboxFileException(directory, "The sandbox lists a directory whose name is no plain name."));
                }

                yield return entry;
            }

            isRoot = false;
        }
    }

    /// <summary>A subdirectory may be gone, or be something else, since its parent was listed.</summary>
    private static async ValueTask<bool> MoveNextAsync(IAsyncEnumerator<FileEntry> entries, bool mayBeGone)
    {
        try
        {
            return await entries.MoveNextAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (mayBeGone && exception is (SandboxFileNotFoundException or SandboxNotADirectoryException))
        {
            return false;
        }
    }
}
