namespace Compute.Framework.Testing;

/// <summary>Modes and owners of files.</summary>
public static class ModeCases
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Program = Private | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute;

    /// <summary>A mode that is set is the whole mode, of files and of directories, and the content stays.</summary>
    [ComplianceCase("files/set-mode")]
    [Proves(SandboxOperation.SetFileMode)]
    public static async Task SetMode(ComplianceContext context)
    {
        context.Require(SandboxOperation.SetFileMode);
        var sandbox = await context.FileSandboxAsync().ConfigureAwait(false);
        var directory = context.Path("set-mode");
        var file = $"{directory}/-program";
        await context.WriteTextAsync(sandbox, file, "content").ConfigureAwait(false);
        foreach (var (path, mode) in ((string, UnixFileMode)[])[(file, Program), (file, Private), (directory, Program), (file, Program)])
        {
            await sandbox.Files.SetModeAsync(path, mode, context.CancellationToken).ConfigureAwait(false);
            await CheckModeAsync(context, sandbox, path, mode).ConfigureAwait(false);
        }

        var content = await context.ReadTextAsync(sandbox, file).ConfigureAwait(false);
        Check.Equal("content", content, "the content of a file whose mode was set", Law.Files);
        var missing = context.Path("missing");
        await FileHelpers.CheckPathErrorAsync<SandboxFileNotFoundException>(
            missing,
            "SetModeAsync of what is missing",
            () => sandbox.Files.SetModeAsync(missing, Private, context.CancellationToken)).ConfigureAwait(false);
        await Check.ThrowsAsync<ArgumentOutOfRangeException>(
            () => sandbox.Files.SetModeAsync(file, (UnixFileMode)0x1000, context.CancellationToken),
            "SetModeAsync with a bit that is no permission bit",
            Law.Arguments).ConfigureAwait(false);
    }

    /// <summary>A mode that is set through a link is that of what the link leads to; what the user does not own stays as it is.</summary>
    [ComplianceCase("files/set-mode-inside")]
    public static async Task SetModeInside(ComplianceContext context)
    {
        context.Require(SandboxOperation.SetFileMode);
        var sandbox = await context.ShellSandboxAsync().ConfigureAwait(false);
        var directory = context.Path("set-mode-inside");
        await context.TextAsync(
            sandbox,
            "mkdir -p \"$1\" && cd \"$1\" && printf '#!/bin/sh\\necho ran\\n' > script && chmod 644 script"
            + " && ln -s script link && ln -s nowhere broken",
            directory).ConfigureAwait(false);
        await sandbox.Files.SetModeAsync($"{directory}/link", Program, context.CancellationToken).ConfigureAwait(false);
        await CheckModeAsync(context, sandbox, $"{directory}/script", Program).ConfigureAwait(false);
        var output = await context.TextAsync(sandbox, "cd \"$1\" && ./script", directory).ConfigureAwait(false);
        Check.Equal("ran", output.Trim(), "the output of a script that was made executable", Law.Files);
        var broken = $"{directory}/broken";
        await FileHelpers.CheckPathErrorAsync<SandboxFileNotFoundException>(
            broken,
            "SetModeAsync of a link that leads nowhere",
            () => sandbox.Files.SetModeAsync(broken, Program, context.CancellationToken)).ConfigureAwait(false);
        if ((await context.ShellAsync(sandbox, "[ \"$(id -u)\" != 0 ] && [ ! -O /bin ]").ConfigureAwait(false)).IsSuccess)
        {
            const UnixFileMode Usual = Program | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
            await FileHelpers.CheckPathErrorAsync<SandboxFileAccessDeniedException>(
                "/bin",
                "SetModeAsync of what the sandbox's user does not own",
                () => sandbox.Files.SetModeAsync("/bin", Usual, context.CancellationToken)).ConfigureAwait(false);
        }
    }

    /// <summary>Owner and group are those that the sandbox's commands see.</summary>
    [ComplianceCase("files/entry-owner")]
    public static async Task EntryOwner(ComplianceContext context)
    {
        context.Require(SandboxOperation.DescribeFile);
        context.Require(SandboxOperation.ListDirectory);
        var sandbox = await context.ShellSandboxAsync().ConfigureAwait(false);
        await context.WriteTextAsync(sandbox, context.Path("owned/file"), "x").ConfigureAwait(false);
        var listed = (await context.ListFilesAsync(sandbox, context.Path("owned")).ConfigureAwait(false)).Single();
        List<(string Path, FileEntry Entry)> entries = [(listed.Path, listed)];
        foreach (var path in (string[])[listed.Path, "/"])
        {
            var entry = await sandbox.Files.GetEntryAsync(path, context.CancellationToken).ConfigureAwait(false);
            entries.Add((path, Check.NotNull(entry, $"an entry for '{path}'", Law.Files)));
        }

        if (entries.TrueForAll(item => item.Entry.Owner is null && item.Entry.Group is null))
        {
            context.NotApplicable("The provider does not report who owns a file.");
        }

        foreach (var (path, entry) in entries)
        {
            var seen = (await context.TextAsync(sandbox, "stat -c '%u %U %g %G' -- \"$1\"", path).ConfigureAwait(false)).Trim().Split(' ');
            CheckId(entry.Owner, seen[..2], $"the owner of '{path}'");
            CheckId(entry.Group, seen[2..], $"the group of '{path}'");
        }

        static void CheckId(string? told, string[] seen, string what) =>
            Check.That(told is null || seen.Contains(told), $"{string.Join(" or ", seen)} as {what}", $"{told}", Law.Files);
    }

    private static async Task CheckModeAsync(ComplianceContext context, ISandbox sandbox, string path, UnixFileMode mode)
    {
        if (context.Capabilities.Supports(SandboxOperation.DescribeFile)
            && (await sandbox.Files.GetEntryAsync(path, context.CancellationToken).ConfigureAwait(false))?.Mode is { } told)
        {
            Check.Equal(Octal(mode), Octal(told), $"the mode (octal) of '{path}' after it was set", Law.Files);
        }

        if (context.Settings.NoShell is null)
        {
            var seen = await context.TextAsync(sandbox, "stat -c %a -- \"$1\"", path).ConfigureAwait(false);
            Check.Equal(Octal(mode), seen.Trim(), $"the mode (octal) inside of '{path}' after it was set", Law.Files);
        }
    }

    private static string Octal(UnixFileMode mode) => Convert.ToString((int)mode, 8);
}
