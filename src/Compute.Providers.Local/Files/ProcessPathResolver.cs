using Compute.Framework;

namespace Compute.Providers.Local.Files;

/// <summary>Paths of a sandbox without isolation: absolute ones are the machine's own, as they are for its commands.</summary>
/// <remarks>
/// Relative ones stay in the workspace, or below the working directory where that was set outside: <c>..</c> and links that lead out
/// are refused. That keeps a caller's mistake from touching the machine; it is no wall against the sandbox's commands, which have the
/// same rights as this process.
/// </remarks>
internal sealed class ProcessPathResolver(string workspace, string workingDirectory)
{
    private readonly string _boundary = LocalPath.IsWithin(workingDirectory, workspace) ? workspace : workingDirectory;

    /// <summary>Resolves a path; whether it exists is not checked.</summary>
    /// <param name="path">Absolute, or relative to the sandbox's working directory.</param>
    /// <param name="followLink">Whether a link in the last place stands for what it leads to.</param>
    /// <param name="createParents">Whether missing parents are created.</param>
    public string Resolve(string path, bool followLink, bool createParents = false)
    {
        var full = Path.GetFullPath(path, workingDirectory);
        if (!Path.IsPathRooted(path))
        {
            EnsureInside(path, full, followLink);
        }

        if (createParents && Path.GetDirectoryName(full) is { } parent)
        {
            Directory.CreateDirectory(parent);
        }

        return full;
    }

    private void EnsureInside(string path, string full, bool followLink)
    {
        if (!LocalPath.IsWithin(full, _boundary))
        {
            throw Escapes(path);
        }

        var current = _boundary;
        var parts = Path.GetRelativePath(_boundary, full).Split(Path.DirectorySeparatorChar);
        for (var index = 0; index < parts.Length; index++)
        {
            current = Path.Combine(current, parts[index]);
            if ((index < parts.Length - 1 || followLink)
                && new FileInfo(current) is { LinkTarget: not null } link
                && (FinalTarget(link) is not { } target || !LocalPath.IsWithin(target, _boundary)))
            {
                throw Escapes(path);
            }
        }
    }

    /// <summary>Where a link leads in the end; null for a loop, or where it leads through something that is no directory.</summary>
    private static string? FinalTarget(FileInfo link)
    {
        try
        {
            return link.ResolveLinkTarget(returnFinalTarget: true)?.FullName;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static SandboxFileAccessDeniedException Escapes(string path) =>
        new(path, new IOException("A relative path must stay in the sandbox's workspace."));
}
