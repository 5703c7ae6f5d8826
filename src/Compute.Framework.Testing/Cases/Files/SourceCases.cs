namespace Compute.Framework.Testing;

/// <summary>What a file is written from is the caller's own stream, and not everything in a directory is a file.</summary>
public static class SourceCases
{
    private const int Half = 300_000;

    /// <summary>What the caller's stream throws reaches the caller as it is; the old file stays, and no part of a new one is
    /// left.</summary>
    [ComplianceCase("files/write-source-fails")]
    public static async Task WriteSourceFails(ComplianceContext context)
    {
        var sandbox = await context.FileSandboxAsync().ConfigureAwait(false);
        var old = context.Path("sources/old");
        await context.WriteTextAsync(sandbox, old, "old").ConfigureAwait(false);
        foreach (var error in (Exception[])
        [
            new IOException("the caller's disk"), new ObjectDisposedException("the caller's stream"),
            new OperationCanceledException("a token of the caller's own", new CancellationToken(canceled: true)),
        ])
        {
            foreach (var path in (string[])[old, context.Path("sources/new")])
            {
                var thrown = await Check.ThrowsAsync<Exception>(
                    () => sandbox.Files.WriteAsync(path, new CallerStream(Half, error), context.CancellationToken),
                    $"WriteAsync from a stream that throws {error.GetType().Name} after {Half} bytes",
                    Law.CallerStreams).ConfigureAwait(false);
                Check.That(
                    ReferenceEquals(error, thrown),
                    $"the caller's own {error.GetType().Name}",
                    $"{thrown.GetType().Name}: {thrown.Message}",
                    Law.CallerStreams);
            }
        }

        Check.Equal(
            "old",
            await context.ReadTextAsync(sandbox, old).ConfigureAwait(false),
            "the old file after a write whose source failed",
            Law.CallerStreams);
        var left = (await context.ListFilesAsync(sandbox, context.Path("sources")).ConfigureAwait(false)).Select(entry => entry.Name);
        Check.Equal("old", string.Join(", ", left), "what the directory holds after writes whose source failed", Law.CallerStreams);
    }

    /// <summary>A named pipe is listed as what it is, and blocks nobody.</summary>
    [ComplianceCase("files/special-entries")]
    public static async Task SpecialEntries(ComplianceContext context)
    {
        context.RequireShell();
        var sandbox = await context.FileSandboxAsync().ConfigureAwait(false);
        var directory = context.Path("special");
        var pipe = context.Path("special/pipe");
        if (!(await context.ShellAsync(sandbox, "mkdir -p \"${1%/*}\" && mkfifo \"$1\"", pipe).ConfigureAwait(false)).IsSuccess)
        {
            context.NotApplicable("The sandboxes have no mkfifo.");
        }

        var entry = (await context.ListFilesAsync(sandbox, directory).ConfigureAwait(false)).Single();
        Check.Equal(("pipe", FileEntryType.Other), (entry.Name, entry.Type), "the entry of a named pipe", Law.Files);
        var files = sandbox.Files;
        await Check.ThrowsAsync<SandboxFileException>(
            () => files.OpenReadAsync(pipe, context.CancellationToken), "OpenReadAsync of a named pipe", Law.Files).ConfigureAwait(false);
        await Check.ThrowsAsync<SandboxFileException>(
            () => context.WriteTextAsync(sandbox, pipe, "x"), "WriteAsync to a named pipe", Law.Files).ConfigureAwait(false);
        await Check.ThrowsAsync<SandboxFileException>(
            () => files.CopyAsync(pipe, context.Path("special-copy"), cancellationToken: context.CancellationToken),
            "CopyAsync of a named pipe",
            Law.Files).ConfigureAwait(false);
        var target = Directory.CreateTempSubdirectory("compute-special-").FullName;
        context.OnEnd(() =>
        {
            Directory.Delete(target, recursive: true);
            return ValueTask.CompletedTask;
        });
        await FileHelpers.CheckPathErrorAsync<SandboxFileException>(
            pipe, "a download of a directory with a named pipe",
            () => sandbox.DownloadDirectoryAsync(directory, target, context.CancellationToken)).ConfigureAwait(false);
        await files.DeleteAsync(directory, recursive: true, context.CancellationToken).ConfigureAwait(false);
        Check.That(
            !await context.ExistsAsync(sandbox, directory).ConfigureAwait(false),
            "a directory with a named pipe is deleted",
            "it is there",
            Law.Files);
    }
}
