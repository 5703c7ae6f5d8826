namespace Compute.Framework.Testing;

/// <summary>Each way in which a path can be wrong has an error of its own.</summary>
public static class FileErrorCases
{
    /// <summary>What is missing is a <see cref="SandboxFileNotFoundException"/>.</summary>
    [ComplianceCase("files/missing")]
    public static async Task Missing(ComplianceContext context)
    {
        var sandbox = await context.FileSandboxAsync().ConfigureAwait(false);
        var path = context.Path("missing");
        await FileHelpers.CheckPathErrorAsync<SandboxFileNotFoundException>(
            path, "OpenReadAsync of what is missing", () => context.ReadTextAsync(sandbox, path)).ConfigureAwait(false);
        await FileHelpers.CheckPathErrorAsync<SandboxFileNotFoundException>(
            path, "ListAsync of what is missing", () => context.ListFilesAsync(sandbox, path)).ConfigureAwait(false);
        await FileHelpers.CheckPathErrorAsync<SandboxFileNotFoundException>(
            path,
            "MoveAsync of what is missing",
            () => sandbox.Files.MoveAsync(path, context.Path("x"), context.CancellationToken)).ConfigureAwait(false);
        await FileHelpers.CheckPathErrorAsync<SandboxFileNotFoundException>(
            path,
            "CopyAsync of what is missing",
            () => sandbox.Files.CopyAsync(path, context.Path("x"), cancellationToken: context.CancellationToken)).ConfigureAwait(false);
        Check.Equal(
            null,
            await sandbox.Files.GetEntryAsync(path, context.CancellationToken).ConfigureAwait(false),
            "GetEntryAsync of what is missing",
            Law.Files);
        Check.Equal(false, await context.ExistsAsync(sandbox, path).ConfigureAwait(false), "ExistsAsync of what is missing", Law.Files);
    }

    /// <summary>Deleting what is missing is a <see cref="SandboxFileNotFoundException"/>.</summary>
    [ComplianceCase("files/delete-missing")]
    public static async Task DeleteMissing(ComplianceContext context)
    {
        var sandbox = await context.FileSandboxAsync().ConfigureAwait(false);
        var path = context.Path("nothing/here");
        foreach (var recursive in (bool[])[false, true])
        {
            await FileHelpers.CheckPathErrorAsync<SandboxFileNotFoundException>(
                path, $"DeleteAsync of what is missing (recursive: {recursive})",
                () => sandbox.Files.DeleteAsync(path, recursive, context.CancellationToken)).ConfigureAwait(false);
        }
    }

    /// <summary>A directory where a file is needed is a <see cref="SandboxPathIsDirectoryException"/>.</summary>
    [ComplianceCase("files/is-directory")]
    public static async Task IsDirectory(ComplianceContext context)
    {
        var sandbox = await context.FileSandboxAsync().ConfigureAwait(false);
        var path = context.Path("directory");
        await sandbox.Files.CreateDirectoryAsync(path, context.CancellationToken).ConfigureAwait(false);
        await FileHelpers.CheckPathErrorAsync<SandboxPathIsDirectoryException>(
            path, "OpenReadAsync of a directory", () => context.ReadTextAsync(sandbox, path)).ConfigureAwait(false);
        await FileHelpers.CheckPathErrorAsync<SandboxPathIsDirectoryException>(
            path, "WriteAsync to a directory", () => context.WriteTextAsync(sandbox, path, "x")).ConfigureAwait(false);
        await FileHelpers.CheckPathErrorAsync<SandboxPathIsDirectoryException>(
            path,
            "CopyAsync of a directory, not recursive,",
            () => sandbox.Files.CopyAsync(path, context.Path("copy"), cancellationToken: context.CancellationToken)).ConfigureAwait(false);
    }

    /// <summary>A file where a directory is needed is a <see cref="SandboxNotADirectoryException"/>.</summary>
    [ComplianceCase("files/not-a-directory")]
    public static async Task NotADirectory(ComplianceContext context)
    {
        var sandbox = await context.FileSandboxAsync().ConfigureAwait(false);
        var file = context.Path("file");
        var below = context.Path("file/below");
        await context.WriteTextAsync(sandbox, file, "x").ConfigureAwait(false);
        await FileHelpers.CheckPathErrorAsync<SandboxNotADirectoryException>(
            file, "ListAsync of a file", () => context.ListFilesAsync(sandbox, file)).ConfigureAwait(false);
        await FileHelpers.CheckPathErrorAsync<SandboxNotADirectoryException>(
            below, "WriteAsync below a file", () => context.WriteTextAsync(sandbox, below, "x")).ConfigureAwait(false);
        await FileHelpers.CheckPathErrorAsync<SandboxNotADirectoryException>(
            below,
            "CreateDirectoryAsync below a file",
            () => sandbox.Files.CreateDirectoryAsync(below, context.CancellationToken)).ConfigureAwait(false);
        Check.Equal("x", await context.ReadTextAsync(sandbox, file).ConfigureAwait(false), "the file that was in the way", Law.Files);
    }

    /// <summary>What the sandbox's user may not read is a <see cref="SandboxFileAccessDeniedException"/>.</summary>
    [ComplianceCase("files/no-permission")]
    public static async Task NoPermission(ComplianceContext context)
    {
        var sandbox = await context.ShellSandboxAsync().ConfigureAwait(false);
        var path = context.Path("locked");
        await context.TextAsync(sandbox, "mkdir -p \"${1%/*}\"; printf secret > \"$1\"; chmod 000 \"$1\"", path).ConfigureAwait(false);
        if ((await context.ShellAsync(sandbox, "cat \"$1\"", path).ConfigureAwait(false)).IsSuccess)
        {
            context.NotApplicable("The sandbox's user may read every file, whatever its mode.");
        }

        await FileHelpers.CheckPathErrorAsync<SandboxFileAccessDeniedException>(
            path, "OpenReadAsync of a file with mode 000", () => context.ReadTextAsync(sandbox, path)).ConfigureAwait(false);
        await FileHelpers.CheckPathErrorAsync<SandboxFileAccessDeniedException>(
            path, "WriteAsync of a file with mode 000", () => context.WriteTextAsync(sandbox, path, "x")).ConfigureAwait(false);
    }

    /// <summary>A directory that is not empty is deleted only recursively.</summary>
    [ComplianceCase("files/directory-not-empty")]
    public static async Task DirectoryNotEmpty(ComplianceContext context)
    {
        var sandbox = await context.FileSandboxAsync().ConfigureAwait(false);
        var path = context.Path("full");
        await context.WriteTextAsync(sandbox, context.Path("full/file"), "kept").ConfigureAwait(false);
        await FileHelpers.CheckPathErrorAsync<SandboxDirectoryNotEmptyException>(
            path,
            "DeleteAsync of a directory that is not empty, not recursive,",
            () => sandbox.Files.DeleteAsync(path, recursive: false, context.CancellationToken)).ConfigureAwait(false);
        Check.Equal(
            "kept",
            await context.ReadTextAsync(sandbox, context.Path("full/file")).ConfigureAwait(false),
            "the file in the directory",
            Law.Files);
    }

    /// <summary>Links that lead in a circle end in an error, not in a hang.</summary>
    [ComplianceCase("files/link-loop")]
    public static async Task LinkLoop(ComplianceContext context)
    {
        var sandbox = await context.ShellSandboxAsync().ConfigureAwait(false);
        var directory = context.Path("loop");
        await context.TextAsync(
            sandbox,
            "mkdir -p \"$1\" && cd \"$1\" && ln -s b a && ln -s a b && mkdir d && ln -s .. d/up && printf x > file",
            directory).ConfigureAwait(false);
        await Check.ThrowsAsync<SandboxFileException>(
            () => context.ReadTextAsync(sandbox, $"{directory}/a").WaitAsync(context.Settings.Patience, context.CancellationToken),
            "OpenReadAsync of a link that leads to itself",
            Law.Files).ConfigureAwait(false);
        await Check.SucceedsAsync(
            () => sandbox.Files.CopyAsync(
                directory,
                context.Path("loop-copy"),
                recursive: true,
                context.CancellationToken).WaitAsync(context.Settings.Patience, context.CancellationToken),
            "a recursive CopyAsync of a tree with a link to its own parent", Law.Files).ConfigureAwait(false);
        await sandbox.Files.DeleteAsync(directory, recursive: true, context.CancellationToken).ConfigureAwait(false);
        Check.That(
            !await context.ExistsAsync(sandbox, directory).ConfigureAwait(false),
            "the tree is gone after a recursive DeleteAsync",
            "it is there",
            Law.Files);
    }
}
