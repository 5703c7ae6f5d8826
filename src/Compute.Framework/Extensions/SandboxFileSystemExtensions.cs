using System.Runtime.InteropServices;
using System.Text;
using Compute.Framework.Runtime;

namespace Compute.Framework;

/// <summary>Whole files as text or bytes, and several files at once.</summary>
public static class SandboxFileSystemExtensions
{
    private const int ParallelWrites = 4;

    /// <summary>Reads a file as UTF-8 text; a byte order mark is dropped, invalid bytes become U+FFFD.</summary>
    /// <param name="files">The sandbox's files.</param>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="SandboxFileNotFoundException">There is no such file.</exception>
    /// <exception cref="SandboxPathIsDirectoryException">The path is a directory.</exception>
    public static async Task<string> ReadAllTextAsync(
        this ISandboxFileSystem files, string path, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(files);
        var stream = await files.OpenReadAsync(path, cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            using var reader = new StreamReader(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, leaveOpen: true);
            var text = await reader.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
            return text is ['\uFEFF', ..] ? text[1..] : text;
        }
    }

    /// <summary>Reads a file into memory.</summary>
    /// <param name="files">The sandbox's files.</param>
    /// <param name="path">The file; at most 2 GiB.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="SandboxFileNotFoundException">There is no such file.</exception>
    /// <exception cref="SandboxPathIsDirectoryException">The path is a directory.</exception>
    public static async Task<byte[]> ReadAllBytesAsync(
        this ISandboxFileSystem files, string path, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(files);
        var stream = await files.OpenReadAsync(path, cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            using var content = new MemoryStream();
            await stream.CopyToAsync(content, cancellationToken).ConfigureAwait(false);
            return content.ToArray();
        }
    }

    /// <summary>Writes text as UTF-8 without a byte order mark, replacing a file that is there. Parents are created.</summary>
    /// <param name="files">The sandbox's files.</param>
    /// <param name="path">The file.</param>
    /// <param name="text">The text.</param>
    /// <param name="cancellationToken">Cancels the write; the file's content is undefined then.</param>
    /// <exception cref="ArgumentException">The text holds a lone surrogate, which has no encoding.</exception>
    public static Task WriteAllTextAsync(
        this ISandboxFileSystem files, string path, string text, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        return files.WriteAllBytesAsync(path, TextGuard.Encode(text, nameof(text)), cancellationToken);
    }

    /// <summary>Writes bytes, replacing a file that is there. Parents are created.</summary>
    /// <param name="files">The sandbox's files.</param>
    /// <param name="path">The file.</param>
    /// <param name="bytes">The bytes.</param>
    /// <param name="cancellationToken">Cancels the write; the file's content is undefined then.</param>
    public static async Task WriteAllBytesAsync(
        this ISandboxFileSystem files, string path, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(files);
        // With a length, where it has one to give: some back ends must know it first.
        Stream stream = MemoryMarshal.TryGetArray(bytes, out var array)
            ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
            : new ReadOnlyMemoryStream(bytes);
        await using (stream.ConfigureAwait(false))
        {
            await files.WriteAsync(path, stream, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Writes several files of text at once, as UTF-8 without a byte order mark. Parents are created.</summary>
    /// <param name="files">The sandbox's files.</param>
    /// <param name="contents">The text of each file by its path; no path twice.</param>
    /// <param name="cancellationToken">Cancels the writes; some files may have been written.</param>
    /// <exception cref="ArgumentException">A path or a text cannot be encoded. Nothing was written.</exception>
    public static Task WriteFilesAsync(
        this ISandboxFileSystem files, IEnumerable<KeyValuePair<string, string>> contents, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(contents);
        var all = contents.ToList();
        if (all.Exists(file => TextGuard.HasLoneSurrogate(file.Value)))
        {
            throw new ArgumentException("A text holds a lone surrogate, which has no encoding in UTF-8.", nameof(contents));
        }

        return files.WriteFilesAsync(
            all.Select(file => KeyValuePair.Create(file.Key, (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(file.Value))), cancellationToken);
    }

    /// <summary>Writes several files at once. Parents are created.</summary>
    /// <param name="files">The sandbox's files.</param>
    /// <param name="contents">The bytes of each file by its path; no path twice.</param>
    /// <param name="cancellationToken">Cancels the writes; some files may have been written.</param>
    public static Task WriteFilesAsync(
        this ISandboxFileSystem files,
        IEnumerable<KeyValuePair<string, ReadOnlyMemory<byte>>> contents,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(contents);
        var all = contents.ToList();
        all.ForEach(file => CommandGuard.CheckPath(file.Key, nameof(contents)));
        var options = new ParallelOptions { MaxDegreeOfParallelism = ParallelWrites, CancellationToken = cancellationToken };
        return Parallel.ForEachAsync(
            all, options, async (file, token) => await files.WriteAllBytesAsync(file.Key, file.Value, token).ConfigureAwait(false));
    }
}
