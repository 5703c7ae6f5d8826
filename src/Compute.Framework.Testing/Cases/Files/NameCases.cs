namespace Compute.Framework.Testing;

/// <summary>A file may have any name.</summary>
public static class NameCases
{
    private static readonly string[] Names =
    [
        "with space",
        " leading",
        "trailing ",
        "it's",
        "\"quoted\"",
        "$(touch pwned)",
        "`id`",
        "$HOME",
        "new\nline",
        "ends with newline\n",
        "żółć 漢字 🙂",
        "-rf", "--help", "*", "?", "[a]", "a\\b", "semi;colon", "a&b|c>d<e", "%s%n", "~", "#hash", "{a,b}", "tab\there", "...", "a:b",
    ];

    /// <summary>Names with spaces, quotes, <c>$()</c>, newlines, Unicode, a leading dash: written, read, described, listed,
    /// deleted.</summary>
    [ComplianceCase("files/names")]
    public static async Task AllNames(ComplianceContext context)
    {
        var sandbox = await context.FileSandboxAsync().ConfigureAwait(false);
        foreach (var name in Names)
        {
            await CheckNameAsync(context, sandbox, name).ConfigureAwait(false);
        }
    }

    /// <summary>A listing shows each of those names as it is.</summary>
    [ComplianceCase("files/names-listed")]
    public static async Task NamesListed(ComplianceContext context)
    {
        context.Require(SandboxOperation.ListDirectory);
        var sandbox = await context.FileSandboxAsync().ConfigureAwait(false);
        foreach (var name in Names)
        {
            await context.WriteTextAsync(sandbox, context.Path(name), "x").ConfigureAwait(false);
        }

        var listed = (
            await context.ListFilesAsync(sandbox, context.Path(".")).ConfigureAwait(false)).Select(entry => entry.Name).ToHashSet();
        foreach (var name in Names)
        {
            Check.That(
                listed.Contains(name),
                $"a listing with the name {Show(name)}",
                $"it has {string.Join(", ", listed.Select(Show))}",
                Law.Files);
        }
    }

    /// <summary>Names of 255 bytes.</summary>
    [ComplianceCase("files/names-long")]
    public static async Task NamesLong(ComplianceContext context)
    {
        var sandbox = await context.FileSandboxAsync().ConfigureAwait(false);
        await CheckNameAsync(context, sandbox, new string('n', 255)).ConfigureAwait(false);
        await CheckNameAsync(context, sandbox, new string('ż', 127)).ConfigureAwait(false);
    }

    /// <summary>A path with a NUL, or none, is an <see cref="ArgumentException"/>.</summary>
    [ComplianceCase("files/path-impossible")]
    public static async Task PathImpossible(ComplianceContext context)
    {
        var sandbox = await context.FileSandboxAsync().ConfigureAwait(false);
        foreach (var path in (string[])["a\0b", ""])
        {
            var shown = path.Length == 0 ? "an empty path" : "a NUL in the path";
            await Check.ThrowsAsync<ArgumentException>(
                () => context.WriteTextAsync(sandbox, path, "x"), $"WriteAsync with {shown}", Law.Arguments).ConfigureAwait(false);
            await Check.ThrowsAsync<ArgumentException>(
                () => context.ReadTextAsync(sandbox, path), $"OpenReadAsync with {shown}", Law.Arguments).ConfigureAwait(false);
            await Check.ThrowsAsync<ArgumentException>(
                () => context.ExistsAsync(sandbox, path), $"ExistsAsync with {shown}", Law.Arguments).ConfigureAwait(false);
        }
    }

    private static async Task CheckNameAsync(ComplianceContext context, ISandbox sandbox, string name)
    {
        var path = context.Path($"names/{name}");
        await Check.SucceedsAsync(
            () => context.WriteTextAsync(sandbox, path, name), $"WriteAsync of a file named {Show(name)}", Law.Files).ConfigureAwait(false);
        Check.Equal(
            name,
            await context.ReadTextAsync(sandbox, path).ConfigureAwait(false),
            $"the content of the file named {Show(name)}",
            Law.Files);
        var entry = Check.NotNull(
            await sandbox.Files.GetEntryAsync(path, context.CancellationToken).ConfigureAwait(false),
            $"an entry for {Show(name)}",
            Law.Files);
        Check.Equal(name, entry.Name, "FileEntry.Name", Law.Files);
        await sandbox.Files.DeleteAsync(path, cancellationToken: context.CancellationToken).ConfigureAwait(false);
        Check.That(
            !await context.ExistsAsync(sandbox, path).ConfigureAwait(false),
            $"{Show(name)} is gone after DeleteAsync",
            "it is there",
            Law.Files);
    }

    private static string Show(string name) => Check.Show(System.Text.Encoding.UTF8.GetBytes(name));
}
