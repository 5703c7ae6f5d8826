namespace Compute.Framework.Testing;

/// <summary>Files are bytes.</summary>
public static class ContentCases
{
    private const int Mebibyte = 1024 * 1024;

    /// <summary>Text there and back.</summary>
    [ComplianceCase("files/text")]
    public static async Task Text(ComplianceContext context)
    {
        const string Content = "line one\r\nżółć 漢字 🙂\n\ttab, no end of line";
        await CheckRoundTripAsync(context, "text.txt", System.Text.Encoding.UTF8.GetBytes(Content)).ConfigureAwait(false);
    }

    /// <summary>Every byte value there and back.</summary>
    [ComplianceCase("files/binary")]
    [Proves(SandboxOperation.ReadFile)]
    [Proves(SandboxOperation.WriteFile)]
    public static async Task Binary(ComplianceContext context) =>
        await CheckRoundTripAsync(context, "binary", [.. Enumerable.Range(0, 1024).Select(value => (byte)value)]).ConfigureAwait(false);

    /// <summary>A file without content.</summary>
    [ComplianceCase("files/empty")]
    public static async Task Empty(ComplianceContext context) =>
        await CheckRoundTripAsync(context, "empty", []).ConfigureAwait(false);

    /// <summary>1 MiB there and back.</summary>
    [ComplianceCase("files/one-mebibyte")]
    public static async Task OneMebibyte(ComplianceContext context) =>
        await CheckRoundTripAsync(context, "one", Data.Bytes(Mebibyte, seed: 11)).ConfigureAwait(false);

    /// <summary>32 MiB from a stream, with the checksum worked out inside, and back.</summary>
    [ComplianceCase("files/thirty-two-mebibytes")]
    public static async Task ThirtyTwoMebibytes(ComplianceContext context)
    {
        var bytes = Data.Bytes(32 * Mebibyte, seed: 12);
        var sandbox = await context.FileSandboxAsync().ConfigureAwait(false);
        await sandbox.Files.WriteAsync(context.Path("large"), new MemoryStream(bytes), context.CancellationToken).ConfigureAwait(false);
        if (context.Settings.NoShell is null)
        {
            Check.Equal(
                Data.Checksum(bytes),
                await context.ChecksumAsync(sandbox, context.Path("large")).ConfigureAwait(false),
                "the checksum inside of a file of 32 MiB",
                Law.Files);
        }

        var stream = await sandbox.Files.OpenReadAsync(context.Path("large"), context.CancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var read = new MemoryStream(bytes.Length);
            await stream.CopyToAsync(read, context.CancellationToken).ConfigureAwait(false);
            Check.Equal(Data.Checksum(bytes), Data.Checksum(read.ToArray()), "the checksum of 32 MiB read back", Law.Files);
        }

        await sandbox.Files.DeleteAsync(context.Path("large"), cancellationToken: context.CancellationToken).ConfigureAwait(false);
    }

    /// <summary>Parents are created on write.</summary>
    [ComplianceCase("files/parents-created")]
    public static async Task ParentsCreated(ComplianceContext context)
    {
        var sandbox = await context.FileSandboxAsync().ConfigureAwait(false);
        var path = context.Path("a/b/c/deep");
        await Check.SucceedsAsync(
            () => sandbox.Files.WriteAllTextAsync(path, "deep", context.CancellationToken),
            "WriteAsync of a file whose parents are missing",
            Law.Files).ConfigureAwait(false);
        Check.Equal(
            "deep",
            await sandbox.Files.ReadAllTextAsync(path, context.CancellationToken).ConfigureAwait(false),
            "the content of the file",
            Law.Files);
    }

    /// <summary>Overwriting with less leaves nothing of what was there.</summary>
    [ComplianceCase("files/overwrite-shrinks")]
    public static async Task OverwriteShrinks(ComplianceContext context)
    {
        var sandbox = await context.FileSandboxAsync().ConfigureAwait(false);
        var path = context.Path("shrinks");
        foreach (var content in (string[])["a long first content", "short", ""])
        {
            await sandbox.Files.WriteAllTextAsync(path, content, context.CancellationToken).ConfigureAwait(false);
            Check.Equal(
                content,
                await sandbox.Files.ReadAllTextAsync(path, context.CancellationToken).ConfigureAwait(false),
                "the content after it was replaced",
                Law.Files);
        }
    }

    /// <summary>What a command writes is what Files reads, and the other way round.</summary>
    [ComplianceCase("files/shared-with-commands")]
    public static async Task SharedWithCommands(ComplianceContext context)
    {
        var sandbox = await context.ShellSandboxAsync().ConfigureAwait(false);
        var path = context.Path("by-command");
        await context.TextAsync(sandbox, "mkdir -p \"${1%/*}\"; printf 'by command' > \"$1\"", path).ConfigureAwait(false);
        Check.Equal(
            "by command",
            await sandbox.Files.ReadAllTextAsync(path, context.CancellationToken).ConfigureAwait(false),
            "a file that a command wrote",
            Law.Files);
        await sandbox.Files.WriteAllTextAsync(path, "by Files", context.CancellationToken).ConfigureAwait(false);
        Check.Equal(
            "by Files",
            await context.TextAsync(sandbox, "cat \"$1\"", path).ConfigureAwait(false),
            "what a command reads of a file that Files wrote",
            Law.Files);
        await context.TextAsync(sandbox, "printf again > \"$1\"", path).ConfigureAwait(false);
        Check.Equal(
            "again",
            await sandbox.Files.ReadAllTextAsync(path, context.CancellationToken).ConfigureAwait(false),
            "a file that Files wrote and a command changed",
            Law.Files);
    }

    /// <summary>Relative and absolute paths name the same file.</summary>
    [ComplianceCase("files/absolute-path")]
    public static async Task AbsolutePath(ComplianceContext context)
    {
        var sandbox = await context.ShellSandboxAsync().ConfigureAwait(false);
        await sandbox.Files.WriteAllTextAsync(context.Path("absolute"), "same", context.CancellationToken).ConfigureAwait(false);
        var directory = (await context.TextAsync(sandbox, "pwd").ConfigureAwait(false)).TrimEnd('\n');
        var absolute = $"{directory.TrimEnd('/')}/{context.Path("absolute")}";
        Check.Equal(
            "same",
            await sandbox.Files.ReadAllTextAsync(absolute, context.CancellationToken).ConfigureAwait(false),
            $"the file by its absolute path",
            Law.Files);
    }

    /// <summary>16 files written and read at the same time do not mix.</summary>
    [ComplianceCase("files/concurrent")]
    public static async Task Concurrent(ComplianceContext context)
    {
        var sandbox = await context.FileSandboxAsync().ConfigureAwait(false);
        await Task.WhenAll(Enumerable.Range(0, 16).Select(number => Task.Run(async () =>
        {
            var bytes = Data.Bytes(40_000 + number, (uint)(100 + number));
            await sandbox.Files.WriteAllBytesAsync(context.Path($"many/{number}"), bytes, context.CancellationToken).ConfigureAwait(false);
            var read = await sandbox.Files.ReadAllBytesAsync(
                context.Path($"many/{number}"), context.CancellationToken).ConfigureAwait(false);
            Check.Bytes(bytes, read, "a file that is written while others are", Law.Concurrency);
        }, context.CancellationToken))).ConfigureAwait(false);
    }

    /// <summary>A reader that stops half-way leaves nothing open: the file can be replaced and deleted.</summary>
    [ComplianceCase("files/abandoned-reader")]
    public static async Task AbandonedReader(ComplianceContext context)
    {
        var sandbox = await context.FileSandboxAsync().ConfigureAwait(false);
        var path = context.Path("abandoned");
        await sandbox.Files.WriteAllBytesAsync(path, Data.Bytes(2 * Mebibyte, seed: 13), context.CancellationToken).ConfigureAwait(false);
        for (var i = 0; i < 20; i++)
        {
            var stream = await sandbox.Files.OpenReadAsync(path, context.CancellationToken).ConfigureAwait(false);
            var buffer = new byte[10];
            Check.Equal(
                10,
                await stream.ReadAtLeastAsync(buffer, 10, throwOnEndOfStream: false, context.CancellationToken).ConfigureAwait(false),
                "the number of bytes read",
                Law.Files);
            await stream.DisposeAsync().AsTask().WaitAsync(context.Settings.Patience, context.CancellationToken).ConfigureAwait(false);
            Check.That(!stream.CanRead, "a reader that is disposed can no longer be read", "CanRead is true", Law.Files);
        }

        await sandbox.Files.WriteAllTextAsync(path, "new", context.CancellationToken).ConfigureAwait(false);
        Check.Equal(
            "new",
            await sandbox.Files.ReadAllTextAsync(path, context.CancellationToken).ConfigureAwait(false),
            "the file that is replaced after readers were abandoned",
            Law.Files);
        await sandbox.Files.DeleteAsync(path, cancellationToken: context.CancellationToken).ConfigureAwait(false);
    }

    /// <summary>What is opened can be read synchronously too, as archives and readers of text do.</summary>
    [ComplianceCase("files/read-synchronously")]
    public static async Task ReadSynchronously(ComplianceContext context)
    {
        var sandbox = await context.FileSandboxAsync().ConfigureAwait(false);
        var path = context.Path("synchronous");
        var text = string.Concat(Enumerable.Range(0, 20_000).Select(number => $"line {number}\n"));
        await context.WriteTextAsync(sandbox, path, text).ConfigureAwait(false);
        Check.Equal(text, await ReadAsync(ReadText).ConfigureAwait(false), "the text that a StreamReader reads synchronously", Law.Files);
        var copied = await ReadAsync(ReadBytes).ConfigureAwait(false);
        Check.Bytes(System.Text.Encoding.UTF8.GetBytes(text), copied, "what CopyTo copies", Law.Files);

        async Task<T> ReadAsync<T>(Func<Stream, T> read)
        {
            var stream = await sandbox.Files.OpenReadAsync(path, context.CancellationToken).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                return await Task.Run(() => read(stream), context.CancellationToken)
                    .WaitAsync(TimeSpan.FromMinutes(1), context.CancellationToken).ConfigureAwait(false);
            }
        }

        static string ReadText(Stream stream)
        {
            using var reader = new StreamReader(stream, leaveOpen: true);
            return reader.ReadToEnd();
        }

        static byte[] ReadBytes(Stream stream)
        {
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            return bytes.ToArray();
        }
    }

    private static async Task CheckRoundTripAsync(ComplianceContext context, string name, byte[] bytes)
    {
        var sandbox = await context.FileSandboxAsync().ConfigureAwait(false);
        var path = context.Path(name);
        await sandbox.Files.WriteAllBytesAsync(path, bytes, context.CancellationToken).ConfigureAwait(false);
        var read = await sandbox.Files.ReadAllBytesAsync(path, context.CancellationToken).ConfigureAwait(false);
        Check.Bytes(bytes, read, $"the file '{name}' read back", Law.Files);
        if (context.Settings.NoShell is null)
        {
            Check.Equal(
                Data.Checksum(bytes),
                await context.ChecksumAsync(sandbox, path).ConfigureAwait(false),
                $"the checksum inside of '{name}'",
                Law.Files);
        }
    }
}
