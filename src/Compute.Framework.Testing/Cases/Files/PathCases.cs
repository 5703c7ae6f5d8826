namespace Compute.Framework.Testing;

/// <summary>A path means the same to the file system's operations as to commands.</summary>
public static class PathCases
{
    /// <summary>What <c>..</c> means after a link is the kernel's to say: <c>l/../f</c> is the same file for Files and for
    /// commands.</summary>
    [ComplianceCase("files/path-through-link")]
    public static async Task PathThroughLink(ComplianceContext context)
    {
        context.Require(SandboxOperation.ReadFile);
        context.Require(SandboxOperation.WriteFile);
        var sandbox = await context.ShellSandboxAsync().ConfigureAwait(false);
        var root = context.Path("through-link");
        await context.TextAsync(
            sandbox, "mkdir -p \"$1/a/b\"; cd \"$1\"; ln -s a/b l; printf inner > a/f; printf outer > f", root).ConfigureAwait(false);
        var path = $"{root}/l/../f";
        Check.Equal(
            "inner",
            await context.TextAsync(sandbox, "cat \"$1\"", path).ConfigureAwait(false),
            "the file that a command reads by a path through a link",
            Law.Files);
        Check.Equal(
            "inner",
            await context.ReadTextAsync(sandbox, path).ConfigureAwait(false),
            "the file that Files reads by the same path",
            Law.Files);
        await context.WriteTextAsync(sandbox, $"{root}/l/../new", "new").ConfigureAwait(false);
        Check.Equal(
            "new",
            await context.TextAsync(sandbox, "cat \"$1\"", $"{root}/a/new").ConfigureAwait(false),
            "the file that Files wrote by a path through a link",
            Law.Files);
    }

    /// <summary>A name that is not UTF-8 is listed in a form by which the file is read and deleted.</summary>
    [ComplianceCase("files/names-not-utf8")]
    public static async Task NamesNotUtf8(ComplianceContext context)
    {
        context.Require(SandboxOperation.ListDirectory);
        context.Require(SandboxOperation.ReadFile);
        var sandbox = await context.ShellSandboxAsync().ConfigureAwait(false);
        var root = context.Path("not-utf8");
        var made = await context.ShellAsync(
            sandbox,
            "mkdir -p \"$1\"; cd \"$1\"; printf bytes > \"$(printf 'caf\\351')\"; printf utf8 > żółć; test -e \"$(printf 'caf\\351')\"",
            root).ConfigureAwait(false);
        if (!made.IsSuccess)
        {
            context.NotApplicable("The sandbox's file system has no names that are not UTF-8.");
        }

        var entries = await context.ListFilesAsync(sandbox, root).ConfigureAwait(false);
        Check.Equal(
            "caf\uDCE9, żółć",
            string.Join(", ", entries.Select(entry => entry.Name).Order(StringComparer.Ordinal)),
            "the names in the listing, in the form of SandboxFileNames",
            Law.Files);
        var path = entries.First(entry => entry.Name == "caf\uDCE9").Path;
        Check.Equal(
            "bytes",
            await context.ReadTextAsync(sandbox, path).ConfigureAwait(false),
            "the file that is read by the path from a listing",
            Law.Files);
        await sandbox.Files.DeleteAsync(path, cancellationToken: context.CancellationToken).ConfigureAwait(false);
        Check.Equal(
            "żółć",
            await context.TextAsync(sandbox, "cd \"$1\"; printf %s *", root).ConfigureAwait(false),
            "what is left after the file was deleted by its path",
            Law.Files);
    }

    /// <summary>A tree whose paths are longer than the system takes is deleted.</summary>
    [ComplianceCase("files/delete-deep")]
    public static async Task DeleteDeep(ComplianceContext context)
    {
        context.Require(SandboxOperation.DeletePath);
        var sandbox = await context.ShellSandboxAsync().ConfigureAwait(false);
        var root = context.Path("deep");
        const string Script = "mkdir -p \"$1\"; cd \"$1\"; n=$(printf '%0200d' 0); i=0; while [ $i -lt 30 ]; do mkdir $n || exit 1; cd " +
            "-P ./$n || exit 1; i=$((i+1)); done";
        if (!(await context.ShellAsync(sandbox, Script, root).ConfigureAwait(false)).IsSuccess)
        {
            context.NotApplicable("The sandbox's shell cannot make directories so deep.");
        }

        await Check.SucceedsAsync(
            () => sandbox.Files.DeleteAsync(root, recursive: true, context.CancellationToken),
            "DeleteAsync of a directory with paths of 6,000 bytes below it",
            Law.Files).ConfigureAwait(false);
        Check.That(
            !await context.ExistsAsync(sandbox, root).ConfigureAwait(false),
            "nothing of the deleted directory is left",
            "it is there",
            Law.Files);
    }
}
