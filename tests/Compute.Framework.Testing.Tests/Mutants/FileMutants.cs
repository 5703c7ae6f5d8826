using System.Text;
using Compute.Framework.Streams;
using static Compute.Framework.Testing.Tests.Mutants.Results;

namespace Compute.Framework.Testing.Tests.Mutants;

/// <summary>Mutants of the group files.</summary>
internal static class FileMutants
{
    public static IEnumerable<Mutant> All() =>
    [
        Files("line ends are normalised", "files/text", new() { Read = (read, path) => ChangeAsync(read(path), bytes => Replace(bytes, "\r\n"u8, "\n"u8)) }),
        Files("files go through text", "files/binary", new() { Read = (read, path) => ChangeAsync(read(path), bytes => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes))) }),
        Files("an empty file is missing", "files/empty", new() { Read = async (read, path) => { var stream = await read(path); return stream.CanSeek && stream.Length == 0 ? throw new SandboxFileNotFoundException(path) : stream; } }),
        Files("at most 1,000,000 bytes are read", "files/one-mebibyte", new() { Read = (read, path) => ChangeAsync(read(path), bytes => bytes[..Math.Min(bytes.Length, 1_000_000)]) }),
        Files("at most 16 MiB are written", "files/thirty-two-mebibytes", new() { Write = (write, path, content) => write(path, content.CanSeek ? new MemoryStream(All(content)[..(int)Math.Min(content.Length, 16 << 20)]) : content) }),
        Files("parents must be there", "files/parents-created", new() { Write = (write, path, content) => path.Count(part => part == '/') > 3 ? throw new SandboxFileNotFoundException(path) : write(path, content) }),
        Files("overwriting leaves what was longer", "files/overwrite-shrinks", Tails()),
        Files("Files reads from a cache", "files/shared-with-commands", ReadCache()),
        Files("absolute paths are taken for relative ones", "files/absolute-path", new() { Read = (read, path) => read(path.StartsWith('/') ? "." + path : path) }),
        Files("files written at once mix", "files/concurrent", MixedWrites()),
        Files("closing a reader does not close it", "files/abandoned-reader", new() { Read = async (read, path) => new Unclosed(await read(path)) }),
        Files("readers refuse synchronous reads", "files/read-synchronously", new() { Read = async (read, path) => new AsynchronousOnly(await read(path)) }),
        Files("names are trimmed", "files/names", new() { Write = (write, path, content) => write(path.Trim(), content) }),
        Files("a listing is split at newlines", "files/names-listed", new() { List = (list, path) => list(path).Select(entry => entry with { Name = entry.Name.Split('\n')[0] }) }),
        Files("names are limited to 200 bytes", "files/names-long", new() { Write = (write, path, content) => path.Split('/').Any(part => Encoding.UTF8.GetByteCount(part) > 200) ? throw new SandboxFileException(path, "The name is too long.") : write(path, content) }),
        Files("an empty path is the working directory", "files/path-impossible", new() { Exists = (exists, path) => exists(path.Length == 0 ? "." : path) }),
        Files("a path is shortened as text", "files/path-through-link", new() { Read = (read, path) => read(path.Replace("/l/../", "/", StringComparison.Ordinal)) }),
        Files("names that are not UTF-8 are left out", "files/names-not-utf8", new() { List = (list, path) => list(path).Where(entry => !entry.Name.Any(unit => unit is >= '\uDC80' and <= '\uDCFF')) }),
        Files("long paths are not deleted", "files/delete-deep", new() { Delete = (delete, path, recursive) => path.EndsWith("/deep", StringComparison.Ordinal) ? throw new SandboxFileException(path, "The name is too long.") : delete(path, recursive) }),
        Files("a missing directory is listed as empty", "files/missing", new() { List = (list, path) => EmptyIfMissing(list(path)) }),
        Files("deleting what is missing succeeds", "files/delete-missing", new() { Delete = async (delete, path, recursive) => { try { await delete(path, recursive); } catch (SandboxFileNotFoundException) { } } }),
        Files("a directory is reported as missing", "files/is-directory", new() { Read = async (read, path) => { try { return await read(path); } catch (SandboxPathIsDirectoryException) { throw new SandboxFileNotFoundException(path); } } }),
        Files("a file is listed as a directory with itself", "files/not-a-directory", new() { List = (list, path) => EmptyIfFile(list(path)) }),
        new("a permission is reported as missing", "files/no-permission", new() { Error = error => error is SandboxFileAccessDeniedException denied ? new SandboxFileNotFoundException(denied.Path) : error }),
        Files("deleting is always recursive", "files/directory-not-empty", new() { Delete = (delete, path, _) => delete(path, true) }),
        Files("what cannot be read is an empty file", "files/link-loop", new() { Read = async (read, path) => { try { return await read(path); } catch (SandboxFileException) { return Stream.Null; } } }),
        Files("hidden files are not listed", "files/list", new() { List = (list, path) => list(path).Where(entry => !entry.Name.StartsWith('.')) }),
        Files("a listing has the directory itself", "files/list-empty", new() { List = (list, path) => list(path).Append(new FileEntry { Name = ".", Path = path, Type = FileEntryType.Directory }) }),
        Files("a listing ends after 999 entries", "files/list-thousand", new() { List = (list, path) => list(path).Take(999) }),
        Files("a recursive listing stops three levels below", "files/list-recursive", new() { ListTree = (list, path) => list(path).Where(entry => entry.Path[path.Length..].Count(part => part == '/') <= 3) }),
        Files("a recursive listing takes links for what they lead to", "files/list-recursive-links", new() { ListTree = (list, path) => list(path).Select(entry => entry with { Type = entry.Type == FileEntryType.SymbolicLink ? FileEntryType.Directory : entry.Type }) }),
        Files("a file's size is told in blocks", "files/entry", new() { Entry = async (entry, path) => await entry(path) is { } found ? found with { SizeBytes = (found.SizeBytes + 4095) / 4096 * 4096 } : null }),
        Files("a link is described as what it leads to", "files/entry-link-and-mode", new() { Entry = async (entry, path) => await entry(path) is { } found ? found with { Type = found.Type == FileEntryType.SymbolicLink ? FileEntryType.File : found.Type } : null }),
        Files("creating a directory that is there fails", "files/create-directory", CreatedOnce()),
        Files("content without a length is cut at 2 MiB", "files/open-write", new() { Write = (write, path, content) => write(path, content.CanSeek ? content : new MemoryStream([.. All(content).Take(2 << 20)])) }),
        Files("a mode is only added to", "files/set-mode", new() { SetMode = async (set, inner, path, mode) => await set(path, mode | (await inner.GetEntryAsync(path))?.Mode ?? mode) }),
        Files("the mode of a link is not set", "files/set-mode-inside", new() { SetMode = async (set, inner, path, mode) => await ((await inner.GetEntryAsync(path))?.Type == FileEntryType.SymbolicLink ? Task.CompletedTask : set(path, mode)) }),
        Files("everything is told to be this machine's user's", "files/entry-owner", new() { Entry = async (entry, path) => await entry(path) is { } found ? found with { Owner = "4711" } : null }),
        Files("moving copies", "files/move", new() { Move = (_, inner, from, to) => inner.CopyAsync(from, to, recursive: true) }),
        Files("copying moves", "files/copy", new() { Copy = (copy, inner, from, to, recursive) => recursive ? inner.MoveAsync(from, to) : copy(from, to, recursive) }),
        Files("a recursive deletion leaves the directory", "files/delete-recursive", Recreating()),
        Files("an empty directory is deleted only recursively", "files/delete", KeepingDirectories()),
    ];

    private static Mutant Files(string name, string caseId, FileMutation mutation) => new(name, caseId, new() { Files = mutation });

    private static FileMutation Recreating()
    {
        var kept = new System.Collections.Concurrent.ConcurrentDictionary<string, byte>();
        return new()
        {
            Delete = async (delete, path, recursive) =>
            {
                await delete(path, recursive);
                if (recursive)
                {
                    kept.TryAdd(path, 0);
                }
            },
            Exists = async (exists, path) => kept.ContainsKey(path) || await exists(path),
        };
    }

    private static async Task<Stream> ChangeAsync(Task<Stream> reading, Func<byte[], byte[]> change)
    {
        await using var stream = await reading;
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes);
        return new MemoryStream(change(bytes.ToArray()));
    }

    private static byte[] All(Stream content)
    {
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static byte[] Replace(byte[] bytes, ReadOnlySpan<byte> old, ReadOnlySpan<byte> by)
    {
        var at = bytes.AsSpan().IndexOf(old);
        return at < 0 ? bytes : [.. bytes[..at], .. by, .. bytes[(at + old.Length)..]];
    }

    private static FileMutation Tails()
    {
        var contents = new System.Collections.Concurrent.ConcurrentDictionary<string, byte[]>();
        return new()
        {
            Write = (write, path, content) =>
            {
                var bytes = All(content);
                var kept = contents.AddOrUpdate(path, bytes, (_, old) => [.. bytes, .. old.Skip(bytes.Length)]);
                return write(path, new MemoryStream(kept));
            },
        };
    }

    private static FileMutation ReadCache()
    {
        var contents = new System.Collections.Concurrent.ConcurrentDictionary<string, byte[]>();
        return new()
        {
            Write = async (write, path, content) =>
            {
                var bytes = All(content);
                await write(path, new MemoryStream(bytes));
                contents[path] = bytes;
            },
            Read = (read, path) => contents.TryGetValue(path, out var bytes) ? Task.FromResult<Stream>(new MemoryStream(bytes)) : read(path),
            Delete = (delete, path, recursive) => Forget(() => delete(path, recursive)),
            Move = (move, _, from, to) => Forget(() => move(from, to)),
            Copy = (copy, _, from, to, recursive) => Forget(() => copy(from, to, recursive)),
        };

        Task Forget(Func<Task> change)
        {
            contents.Clear();
            return change();
        }
    }

    private static FileMutation KeepingDirectories()
    {
        var files = new System.Collections.Concurrent.ConcurrentDictionary<string, byte>();
        return new()
        {
            Write = (write, path, content) =>
            {
                files.TryAdd(path, 0);
                return write(path, content);
            },
            Delete = async (delete, path, recursive) =>
            {
                if (!recursive && !files.ContainsKey(path) && path.Count(part => part == '/') == 1)
                {
                    throw new SandboxDirectoryNotEmptyException(path);
                }

                await delete(path, recursive);
            },
        };
    }

    private static FileMutation MixedWrites()
    {
        var writing = 0;
        return new()
        {
            Write = async (write, path, content) =>
            {
                var others = Interlocked.Increment(ref writing);
                try
                {
                    await Task.Delay(10);
                    await write(path, others > 1 ? new MemoryStream([.. All(content), 0]) : content);
                }
                finally
                {
                    Interlocked.Decrement(ref writing);
                }
            },
        };
    }

    private static FileMutation CreatedOnce()
    {
        var created = new System.Collections.Concurrent.ConcurrentDictionary<string, byte>();
        return new() { CreateDirectory = (create, path) => created.TryAdd(path, 0) ? create(path) : throw new SandboxFileException(path, "It exists.") };
    }

    private static async IAsyncEnumerable<FileEntry> EmptyIfMissing(IAsyncEnumerable<FileEntry> entries)
    {
        var all = new List<FileEntry>();
        try
        {
            all = await entries.ToListAsync();
        }
        catch (SandboxFileNotFoundException)
        {
        }

        foreach (var entry in all)
        {
            yield return entry;
        }
    }

    private static async IAsyncEnumerable<FileEntry> EmptyIfFile(IAsyncEnumerable<FileEntry> entries)
    {
        var all = new List<FileEntry>();
        try
        {
            all = await entries.ToListAsync();
        }
        catch (SandboxNotADirectoryException)
        {
        }

        foreach (var entry in all)
        {
            yield return entry;
        }
    }

    /// <summary>A reader that stays open when it is closed.</summary>
    private sealed class Unclosed(Stream inner) : MemoryStream(All(inner))
    {
        public override bool CanRead => true;
    }

    /// <summary>A reader as web servers give it.</summary>
    private sealed class AsynchronousOnly(Stream inner) : ForwardReadStream
    {
        public override bool CanRead => inner.CanRead;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            inner.ReadAsync(buffer, cancellationToken);

        public override int Read(byte[] buffer, int offset, int count) => throw Refused();

        public override int Read(Span<byte> buffer) => throw Refused();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
            }

            base.Dispose(disposing);
        }

        private static NotSupportedException Refused() => new("Synchronous reads are not allowed.");
    }
}
