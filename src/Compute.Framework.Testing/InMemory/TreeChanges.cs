namespace Compute.Framework.Testing;

/// <summary>What differs between two trees; nodes that they share are the same.</summary>
internal static class TreeChanges
{
    /// <param name="before">What was at the path; null when nothing.</param>
    /// <param name="after">What is there; null when nothing.</param>
    /// <param name="path">The path, absolute.</param>
    public static IReadOnlyList<FileChange> Between(FileNode? before, FileNode? after, string path)
    {
        var removed = new List<(FileNode Node, string Path)>();
        var added = new List<(FileNode Node, string Path)>();
        var changes = new List<FileChange>();
        Compare(before, after, path, removed, added, changes);
        foreach (var gone in removed)
        {
            var moved = added.FindIndex(come => ReferenceEquals(come.Node, gone.Node));
            if (moved < 0)
            {
                changes.AddRange(Below(gone.Node, gone.Path).Select(static entry => new FileChange(FileChangeKind.Deleted, entry)));
            }
            else
            {
                changes.Add(new FileChange(FileChangeKind.Renamed, added[moved].Path, gone.Path));
                added.RemoveAt(moved);
            }
        }

        foreach (var come in added)
        {
            changes.AddRange(Below(come.Node, come.Path).Select(static entry => new FileChange(FileChangeKind.Created, entry)));
        }

        return changes;
    }

    private static void Compare(
        FileNode? before,
        FileNode? after,
        string path,
        List<(FileNode Node, string Path)> removed,
        List<(FileNode Node, string Path)> added,
        List<FileChange> changes)
    {
        switch (before, after)
        {
            case (DirectoryNode old, DirectoryNode now):
                if (ReferenceEquals(old, now))
                {
                    return;
                }

                foreach (var name in old.Children.Keys.Union(now.Children.Keys, StringComparer.Ordinal))
                {
                    Compare(
                        old.Children.GetValueOrDefault(name),
                        now.Children.GetValueOrDefault(name),
                        path.TrimEnd('/') + "/" + name,
                        removed,
                        added,
                        changes);
                }

                return;
            case (ContentNode, ContentNode):
                if (!ReferenceEquals(before, after))
                {
                    changes.Add(new FileChange(FileChangeKind.Changed, path));
                }

                return;
        }

        if (before is not null)
        {
            removed.Add((before, path));
        }

        if (after is not null)
        {
            added.Add((after, path));
        }
    }

    private static IEnumerable<string> Below(FileNode node, string path)
    {
        yield return path;
        if (node is DirectoryNode directory)
        {
            foreach (var entry in directory.Children.SelectMany(child => Below(child.Value, $"{path}/{child.Key}")))
            {
                yield return entry;
            }
        }
    }
}
