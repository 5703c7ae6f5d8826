using System.Formats.Tar;
using System.Text;
using Compute.Framework.Streams;

namespace Compute.Providers.Docker.Files;

/// <summary>Files through the engine's archives, without a process in the sandbox. Nothing is held in memory as a whole.</summary>
/// <remarks>
/// What an archive would do differently from the sandbox itself is left to commands inside, and so is what goes wrong, for they
/// tell why. An archive shows no temporary file systems, knows no rights, and puts new files in place of old ones. Docker holds
/// the container's lock from an archive's first byte to its last: nothing there may wait for the consumer.
/// </remarks>
internal sealed class Archives(EngineClient engine)
{
    private const int BytesAtOnce = 1 << 20;

    /// <summary>How much of one file is kept in a temporary file of this machine at most; a second of the container's lock, or
    /// two.</summary>
    private const long SpooledBytes = 256L << 20;

    /// <summary>Places that belong to the running container alone.</summary>
    private static readonly string[] NotInArchives = ["/dev", "/proc", "/sys", "/run"];

    /// <summary>Describes what is at a path. Where an engine finds nothing, there may still be a link that leads nowhere.</summary>
    public async Task<FileEntry?> DescribeAsync(DockerSandbox sandbox, string path, CancellationToken cancellationToken)
    {
        var status = await HeadAsync(sandbox, path, cancellationToken).ConfigureAwait(false) ?? throw ArchiveStatus.NotByArchive();
        return ArchiveStatus.ToEntry(status, path);
    }

    public async Task<Stream> OpenReadAsync(DockerSandbox sandbox, string path, CancellationToken cancellationToken)
    {
        await RequirePlainParentsAsync(sandbox, path, cancellationToken).ConfigureAwait(false);
        var response = await engine.SendAsync(
            HttpMethod.Get, PathOf(sandbox, path), content: null, cancellationToken).ConfigureAwait(false);
        try
        {
            var status = ArchiveStatus.Of(response) ?? throw ArchiveStatus.NotByArchive();
            if (ArchiveStatus.IsDirectory(status))
            {
                throw new SandboxPathIsDirectoryException(path);
            }

            var isSpooled = await AtOnceAsync(response.Content, status.Size, cancellationToken).ConfigureAwait(false);
            var archive = new TarReader(await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false));
            var first = await FirstAsync(archive, cancellationToken).ConfigureAwait(false);
            var content = first is { EntryType: TarEntryType.RegularFile or TarEntryType.V7RegularFile } file
                ? new ResponseStream(file.DataStream ?? Stream.Null, response, file.Length)
                : throw ArchiveStatus.NotByArchive();
            return isSpooled ? new SpooledStream(content) : content;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    /// <summary>The first entry; none where its head holds what the reader cannot hold, such as a time beyond the year 9999.</summary>
    private static async Task<TarEntry?> FirstAsync(TarReader archive, CancellationToken cancellationToken)
    {
        try
        {
            return await archive.GetNextEntryAsync(copyData: false, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidDataException or OverflowException)
        {
            return null;
        }
    }

    public async Task WriteAsync(DockerSandbox sandbox, string path, Stream content, CancellationToken cancellationToken)
    {
        // An archive says the length first. A file that is there keeps its owner, mode and links when a command writes it.
        if (!content.CanSeek || content.Length - content.Position is var length && length > BytesAtOnce
            || await HeadAsync(sandbox, path, cancellationToken).ConfigureAwait(false) is not null)
        {
            throw ArchiveStatus.NotByArchive();
        }

        // As long as the content is, whatever it says; and nothing leaves before the last byte of it has come.
        var begin = content.Position;
        var bytes = new byte[length + 1];
        var count = await content.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        if (count == bytes.Length)
        {
            content.Position = begin;
            throw ArchiveStatus.NotByArchive();
        }

        using var archive = new ByteArrayContent(
            await ArchiveAsync(Absolute(sandbox, path)[1..], bytes.AsMemory(0, count), cancellationToken).ConfigureAwait(false));
        archive.Headers.ContentType = new("application/x-tar");
        using var response = await engine.SendAsync(
            HttpMethod.Put,
            $"containers/{sandbox.Id}/archive?path=%2F&noOverwriteDirNonDir=1",
            archive,
            cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            content.Position = begin;
            throw ArchiveStatus.NotByArchive();
        }
    }

    private static async Task<byte[]> ArchiveAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        using var archive = new MemoryStream();
        var tar = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true);
        await using (tar.ConfigureAwait(false))
        {
            using var data = new MemoryStream(content.ToArray());
            await tar.WriteEntryAsync(
                new PaxTarEntry(TarEntryType.RegularFile, name) { Mode = Mode, DataStream = data },
                cancellationToken).ConfigureAwait(false);
        }

        return archive.ToArray();
    }

    private static string PathOf(DockerSandbox sandbox, string path) =>
        $"containers/{sandbox.Id}/archive?path={EngineClient.Escape(Absolute(sandbox, path))}";

    /// <exception cref="UnsupportedCapabilityException">The engine would see something else there than the sandbox does.</exception>
    private static string Absolute(DockerSandbox sandbox, string path)
    {
        var absolute = path.StartsWith('/') ? path : $"{sandbox.WorkingDirectory.TrimEnd('/')}/{path}";
        var isElsewhere = NotInArchives.Any(place => absolute == place || absolute.StartsWith(place + "/", StringComparison.Ordinal));
        var isPattern = path.AsSpan().IndexOfAny("*?[]\\") >= 0;

        // Addresses and archives hold text: a name that is none would become that of another file.
        var isText = !path.EnumerateRunes().Contains(Rune.ReplacementChar);
        return !sandbox.HasPlainFiles
            || isElsewhere
            || isPattern
            || !isText
            || path.EndsWith('/')
            || absolute.Split('/').Any(part => part is "." or "..")
            ? throw ArchiveStatus.NotByArchive()
            : absolute;
    }

    private async Task<PathStatus?> HeadAsync(DockerSandbox sandbox, string path, CancellationToken cancellationToken)
    {
        await RequirePlainParentsAsync(sandbox, path, cancellationToken).ConfigureAwait(false);
        return await LookAsync(sandbox, Absolute(sandbox, path), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A link on the way may lead to where the engine sees something else than the sandbox does: all that it reports are
    /// links.</summary>
    /// <exception cref="UnsupportedCapabilityException">A directory on the way is a link, or not there.</exception>
    private async Task RequirePlainParentsAsync(DockerSandbox sandbox, string path, CancellationToken cancellationToken)
    {
        var absolute = Absolute(sandbox, path);
        var parents = Enumerable.Range(1, absolute.Length - 1).Where(index => absolute[index] == '/').Select(index => absolute[..index]);
        var found = await Task.WhenAll(parents.Select(parent => LookAsync(sandbox, parent, cancellationToken))).ConfigureAwait(false);
        if (found.Any(status => status is null || !ArchiveStatus.IsPlainDirectory(status)))
        {
            throw ArchiveStatus.NotByArchive();
        }
    }

    private async Task<PathStatus?> LookAsync(DockerSandbox sandbox, string absolute, CancellationToken cancellationToken)
    {
        using var response = await engine.SendAsync(
            HttpMethod.Head, PathOf(sandbox, absolute), content: null, cancellationToken).ConfigureAwait(false);
        return ArchiveStatus.Of(response);
    }

    /// <summary>Takes a small archive into memory, so that it passes without waiting for the consumer.</summary>
    /// <returns>Whether a larger one has to be taken to a temporary file, for the same reason.</returns>
    private async Task<bool> AtOnceAsync(HttpContent archive, long size, CancellationToken cancellationToken)
    {
        if (size <= BytesAtOnce)
        {
            await archive.LoadIntoBufferAsync(cancellationToken).ConfigureAwait(false);
            return false;
        }

        var isSpooled = (await engine.QuirksAsync(cancellationToken).ConfigureAwait(false)).ArchivesLockContainers;
        return !isSpooled || size <= SpooledBytes ? isSpooled : throw ArchiveStatus.NotByArchive();
    }
}
