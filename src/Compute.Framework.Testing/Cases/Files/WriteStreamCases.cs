using System.Text;

namespace Compute.Framework.Testing;

/// <summary>Files that are written piece by piece.</summary>
public static class WriteStreamCases
{
    private const int PieceBytes = 100_000;

    /// <summary>What is written to a stream is the file once the stream is disposed, whole and in order, by asynchronous and synchronous
    /// writes.</summary>
    [ComplianceCase("files/open-write")]
    public static async Task OpenWrite(ComplianceContext context)
    {
        var sandbox = await context.FileSandboxAsync().ConfigureAwait(false);
        var path = context.Path("streamed/parent/file");
        var bytes = Data.Bytes(3_000_000, seed: 21);
        var stream = await sandbox.Files.OpenWriteAsync(path, context.CancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            for (var offset = 0; offset < bytes.Length; offset += PieceBytes)
            {
                await stream.WriteAsync(bytes.AsMemory(offset, PieceBytes), context.CancellationToken).ConfigureAwait(false);
            }
        }

        var read = await sandbox.Files.ReadAllBytesAsync(path, context.CancellationToken).ConfigureAwait(false);
        Check.Bytes(bytes, read, "a file that was written in pieces", Law.Files);
        foreach (var text in (string[])["short", ""])
        {
            var shorter = await sandbox.Files.OpenWriteAsync(path, context.CancellationToken).ConfigureAwait(false);
            await Task.Run(() => WriteText(shorter, text), context.CancellationToken)
                .WaitAsync(TimeSpan.FromMinutes(1), context.CancellationToken).ConfigureAwait(false);
            var found = await context.ReadTextAsync(sandbox, path).ConfigureAwait(false);
            Check.Equal(text, found, "a file that a StreamWriter wrote over a longer one", Law.Files);
        }

        static void WriteText(Stream stream, string text)
        {
            using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            writer.Write(text);
        }
    }

    /// <summary>A stream that is abandoned leaves the old file as it was, and no part of a new one; others do not wait meanwhile.</summary>
    [ComplianceCase("files/open-write-abandoned")]
    public static async Task OpenWriteAbandoned(ComplianceContext context)
    {
        var sandbox = await context.FileSandboxAsync().ConfigureAwait(false);
        var old = context.Path("abandoned-write/old");
        await context.WriteTextAsync(sandbox, old, "old").ConfigureAwait(false);
        foreach (var path in (string[])[old, context.Path("abandoned-write/new")])
        {
            var stream = await sandbox.Files.OpenWriteAsync(path, context.CancellationToken).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                await stream.WriteAsync(Data.Bytes(3 * PieceBytes, seed: 22), context.CancellationToken).ConfigureAwait(false);
                var exists = await context.ExistsAsync(sandbox, old)
                    .WaitAsync(TimeSpan.FromMinutes(1), context.CancellationToken).ConfigureAwait(false);
                Check.That(exists, "the old file is there while one is written", "it is missing", Law.Files);
                stream.Abandon();
            }
        }

        var text = await context.ReadTextAsync(sandbox, old).ConfigureAwait(false);
        Check.Equal("old", text, "the old file after a write that was abandoned", Law.Files);
        var left = await context.ListFilesAsync(sandbox, context.Path("abandoned-write")).ConfigureAwait(false);
        Check.Equal(
            "old",
            string.Join(", ", left.Select(entry => entry.Name)),
            "what the directory holds after writes that were abandoned",
            Law.Files);
    }
}
