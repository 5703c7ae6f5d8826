using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Compute.Framework.Emulation;

/// <summary>The files of a sandbox by commands inside it: POSIX shell with coreutils or busybox.</summary>
/// <param name="run">Runs a command in the sandbox.</param>
/// <param name="acceptsInput">Whether the back end itself feeds a command's standard input, so that files are written in one
/// command.</param>
internal sealed class ShellFileSystem(CommandRunner run, bool acceptsInput = false)
{
    private static readonly TimeSpan DiscardTime = TimeSpan.FromSeconds(10);

    private volatile bool _hasNoBase64;

    /// <summary>See <see cref="ISandboxFileSystem.OpenReadAsync"/>.</summary>
    public async ValueTask<Stream> OpenReadAsync(string path, CancellationToken cancellationToken)
    {
        var memory = new ChunkMemory();
        return new ShellReadStream(
            (chunk, token) => ReadChunkAsync(path, chunk, memory, token),
            await ReadChunkAsync(path, 0, memory, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>See <see cref="ISandboxFileSystem.WriteAsync"/>.</summary>
    public async ValueTask WriteAsync(string path, Stream content, CancellationToken cancellationToken)
    {
        var buffer = new byte[ShellChunk.MaxBytes];
        var count = await content.ReadAtLeastAsync(
            buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        var first = buffer.AsMemory(0, count);
        if (count < buffer.Length && !_hasNoBase64)
        {
            var result = await RunAsync(
                ShellFileScripts.WriteSmall,
                [ShellText.Path(path), .. ShellChunk.Encode(first.Span, asOctal: false)],
                cancellationToken).ConfigureAwait(false);
            if (result.Status != ShellChunk.NoBase64)
            {
                ShellFileErrors.ThrowIfFailed(result, path);
                return;
            }

            _hasNoBase64 = true;
        }

        await WriteLargeAsync(path, first, content, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>See <see cref="ISandboxFileSystem.CreateDirectoryAsync"/>.</summary>
    public ValueTask CreateDirectoryAsync(string path, CancellationToken cancellationToken) =>
        ChangeAsync(ShellFileScripts.MakeDirectory, path, null, [ShellText.Path(path)], cancellationToken);

    /// <summary>See <see cref="ISandboxFileSystem.ListAsync(string, CancellationToken)"/>.</summary>
    public async IAsyncEnumerable<FileEntry> ListAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var end = "/" + ShellTrailer.NewNonce();
        var result = await RunAsync(ShellFileScripts.List, [ShellText.Path(path), end], cancellationToken).ConfigureAwait(false);
        ShellFileErrors.ThrowIfFailed(result, path);
        foreach (var entry in ShellFileEntries.ParseList(path, end, result.Output))
        {
            yield return entry;
        }
    }

    /// <summary>See <see cref="ISandboxFileSystem.GetEntryAsync"/>.</summary>
    public async ValueTask<FileEntry?> GetEntryAsync(string path, CancellationToken cancellationToken)
    {
        var result = await RunAsync(ShellFileScripts.Describe, [ShellText.Path(path)], cancellationToken).ConfigureAwait(false);
        if (IsAbsent(result))
        {
            return null;
        }

        ShellFileErrors.ThrowIfFailed(result, path);
        return ShellFileEntries.Parse(path, result.Output);
    }

    /// <summary>See <see cref="ISandboxFileSystem.ExistsAsync"/>.</summary>
    public async ValueTask<bool> ExistsAsync(string path, CancellationToken cancellationToken)
    {
        var result = await RunAsync(ShellFileScripts.Exists, [ShellText.Path(path)], cancellationToken).ConfigureAwait(false);
        if (IsAbsent(result))
        {
            return false;
        }

        ShellFileErrors.ThrowIfFailed(result, path);
        return true;
    }

    /// <summary>See <see cref="ISandboxFileSystem.DeleteAsync"/>.</summary>
    public ValueTask DeleteAsync(string path, bool recursive, CancellationToken cancellationToken) =>
        ChangeAsync(ShellFileScripts.Delete, path, null, [ShellText.Path(path), Flag(recursive)], cancellationToken);

    /// <summary>See <see cref="ISandboxFileSystem.MoveAsync"/>.</summary>
    public ValueTask MoveAsync(string source, string destination, CancellationToken cancellationToken) =>
        ChangeAsync(ShellFileScripts.Move, source, destination, [ShellText.Path(source), ShellText.Path(destination)], cancellationToken);

    /// <summary>See <see cref="ISandboxFileSystem.CopyAsync"/>.</summary>
    public ValueTask CopyAsync(string source, string destination, bool recursive, CancellationToken cancellationToken) =>
        ChangeAsync(
            ShellFileScripts.Copy,
            source,
            destination,
            [ShellText.Path(source), ShellText.Path(destination), Flag(recursive)],
            cancellationToken);

    /// <summary>See <see cref="ISandboxFileSystem.SetModeAsync"/>.</summary>
    public ValueTask SetModeAsync(string path, UnixFileMode mode, CancellationToken cancellationToken) =>
        ChangeAsync(
            ShellFileScripts.SetMode,
            path,
            null,
            [ShellText.Path(path), Convert.ToString((int)mode, 8).PadLeft(5, '0')],
            cancellationToken);

    private static string Flag(bool recursive) => recursive ? "r" : string.Empty;

    private static bool IsAbsent(ShellScriptResult result) =>
        result.Status is ShellFileErrors.NotFound or ShellFileErrors.NotADirectory;

    private ValueTask<ShellScriptResult> RunAsync(string script, IEnumerable<string> arguments, CancellationToken cancellationToken) =>
        ShellScript.RunAsync(run, script, arguments, user: null, input: null, cancellationToken);

    private async ValueTask ChangeAsync(
        string script, string path, string? secondPath, string[] arguments, CancellationToken cancellationToken) =>
        ShellFileErrors.ThrowIfFailed(await RunAsync(script, arguments, cancellationToken).ConfigureAwait(false), path, secondPath);

    private async ValueTask<ReadOnlyMemory<byte>> ReadChunkAsync(
        string path, long chunk, ChunkMemory memory, CancellationToken cancellationToken)
    {
        var block = (chunk * ShellFileScripts.ReadBlocks).ToString(CultureInfo.InvariantCulture);
        if (!_hasNoBase64)
        {
            // Base64 also where the bytes could come as they are: many back ends carry output as text.
            var result = await ReadAsync("b").ConfigureAwait(false);
            if (result.Status != ShellChunk.NoBase64)
            {
                ShellFileErrors.ThrowIfFailed(result, path);
                return Decode(path, result.Output, memory.Bytes);
            }

            _hasNoBase64 = true;
        }

        var raw = await ReadAsync(string.Empty).ConfigureAwait(false);
        ShellFileErrors.ThrowIfFailed(raw, path);
        return raw.Output;

        ValueTask<ShellScriptResult> ReadAsync(string encoding)
        {
            memory.Text.ResetWrittenCount();
            CommandRunner intoMemory = (command, token) => run(command with { OutputMemory = memory.Text }, token);
            return ShellScript.RunAsync(
                intoMemory, ShellFileScripts.Read, [ShellText.Path(path), block, encoding], user: null, input: null, cancellationToken);
        }
    }

    private static ReadOnlyMemory<byte> Decode(string path, ReadOnlyMemory<byte> text, ArrayBufferWriter<byte> decoded)
    {
        decoded.ResetWrittenCount();
        if (Base64.DecodeFromUtf8(text.Span, decoded.GetSpan(Base64.GetMaxDecodedFromUtf8Length(text.Length)), out _,
            out var count) != OperationStatus.Done)
        {
            throw new SandboxUnavailableException($"What was read of '{path}' arrived damaged.");
        }

        decoded.Advance(count);
        return decoded.WrittenMemory;
    }

    private async ValueTask WriteLargeAsync(string path, ReadOnlyMemory<byte> first, Stream content, CancellationToken cancellationToken)
    {
        var target = ShellText.Path(path);
        var name = ".cfw-" + ShellTrailer.NewNonce();
        var begun = await RunAsync(ShellFileScripts.BeginWrite, [target, name], cancellationToken).ConfigureAwait(false);
        var isElsewhere = begun.Status == 10;
        if (!isElsewhere)
        {
            ShellFileErrors.ThrowIfFailed(begun, path);
        }

        var staging = new ShellStaging(run, user: null);
        var temporary = isElsewhere
            ? await staging.WriteAsync(CommandInput.FromBytes(default), cancellationToken).ConfigureAwait(false)
            : target[..(target.LastIndexOf('/') + 1)] + name;
        try
        {
            var length = acceptsInput
                ? await SendAsync(path, temporary, first, content, cancellationToken).ConfigureAwait(false)
                : await new ShellUpload(run, user: null).AppendAsync(temporary, first, content, cancellationToken).ConfigureAwait(false);
            var ended = await RunAsync(
                ShellFileScripts.EndWrite,
                [target, temporary, length.ToString(CultureInfo.InvariantCulture)],
                cancellationToken).ConfigureAwait(false);
            ShellFileErrors.ThrowIfFailed(ended, path);
        }
        catch
        {
            await DiscardAsync(temporary).ConfigureAwait(false);
            throw;
        }
        finally
        {
            await staging.RemoveAsync().ConfigureAwait(false);
        }
    }

    private async ValueTask<long> SendAsync(
        string path, string temporary, ReadOnlyMemory<byte> first, Stream content, CancellationToken cancellationToken)
    {
        var stream = new PrefixedStream(first, content);
        await using (stream.ConfigureAwait(false))
        {
            var result = await ShellScript.RunAsync(
                run,
                ShellFileScripts.Receive,
                [temporary],
                user: null,
                CommandInput.FromStream(stream),
                cancellationToken).ConfigureAwait(false);
            ShellFileErrors.ThrowIfFailed(result, path);
            return stream.BytesRead;
        }
    }

    private async ValueTask DiscardAsync(string temporary)
    {
        using var limit = new CancellationTokenSource(DiscardTime);
        try
        {
            await RunAsync(ShellFileScripts.Discard, [temporary], limit.Token).AsTask().WaitAsync(DiscardTime).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The error of the write is on its way to the caller; that the clean-up failed too would only hide it.
        }
    }

    /// <summary>What the chunks of a file share: one is asked for when the one before was read, and each would be garbage of several
    /// megabytes.</summary>
    private sealed class ChunkMemory
    {
        public ArrayBufferWriter<byte> Text { get; } = new();

        public ArrayBufferWriter<byte> Bytes { get; } = new();
    }
}
