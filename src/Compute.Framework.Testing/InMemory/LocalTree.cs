namespace Compute.Framework.Testing;

/// <summary>Reads a directory of this machine into memory. Links are left out.</summary>
internal static class LocalTree
{
    public static async Task<DirectoryNode> ReadAsync(
        DirectoryInfo directory,
        string path,
        IProgress<TemplateProgress>? progress,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var node = DirectoryNode.Empty(now);
        foreach (var entry in directory.EnumerateFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            if (entry.LinkTarget is not null)
            {
                continue;
            }

            var inside = path.Length == 0 ? entry.Name : $"{path}/{entry.Name}";
            if (entry is DirectoryInfo below)
            {
                node = node.With(entry.Name, await ReadAsync(below, inside, progress, now, cancellationToken).ConfigureAwait(false), now);
            }
            else
            {
                node = node.With(
                    entry.Name,
                    new ContentNode(await File.ReadAllBytesAsync(entry.FullName, cancellationToken).ConfigureAwait(false), now),
                    now);
                progress?.Report(new TemplateProgress(inside));
            }
        }

        return node;
    }
}
