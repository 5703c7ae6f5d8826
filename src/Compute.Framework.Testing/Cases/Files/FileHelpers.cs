namespace Compute.Framework.Testing;

/// <summary>Short forms for cases about files.</summary>
internal static class FileHelpers
{
    /// <summary>The shared sandbox, for a case that needs no command.</summary>
    public static Task<ISandbox> FileSandboxAsync(this ComplianceContext context)
    {
        context.Require(SandboxOperation.ReadFile);
        context.Require(SandboxOperation.WriteFile);
        return context.SharedSandboxAsync();
    }

    public static async Task<List<FileEntry>> ListFilesAsync(this ComplianceContext context, ISandbox sandbox, string path)
    {
        var entries = new List<FileEntry>();
        await foreach (var entry in sandbox.Files.ListAsync(path, context.CancellationToken).ConfigureAwait(false))
        {
            entries.Add(entry);
        }

        return entries;
    }

    public static Task WriteTextAsync(this ComplianceContext context, ISandbox sandbox, string path, string text) =>
        sandbox.Files.WriteAllTextAsync(path, text, context.CancellationToken);

    public static Task<string> ReadTextAsync(this ComplianceContext context, ISandbox sandbox, string path) =>
        sandbox.Files.ReadAllTextAsync(path, context.CancellationToken);

    public static Task<bool> ExistsAsync(this ComplianceContext context, ISandbox sandbox, string path) =>
        sandbox.Files.ExistsAsync(path, context.CancellationToken);

    /// <summary>The action fails with this error, which has the path in its property and in its message.</summary>
    public static async Task CheckPathErrorAsync<TException>(string path, string what, Func<Task> action)
        where TException : SandboxFileException
    {
        var error = await Check.ThrowsAsync<TException>(action, what, Law.Files).ConfigureAwait(false);
        Check.Equal(path, error.Path, $"{typeof(TException).Name}.Path of {what}", Law.Files);
        Check.That(
            error.Message.Contains(path, StringComparison.Ordinal), $"a message with the path '{path}' in it", error.Message, Law.Files);
    }
}
