using System.Buffers.Text;
using System.Formats.Tar;
using System.Net;
using System.Text.Json;
using Compute.Framework;
using Compute.Framework.Http;
using Compute.Providers.Docker.Engine;
using Compute.Providers.Docker.Wire;

namespace Compute.Providers.Docker.Files;

/// <summary>Files through the engine's archives, without a process in the sandbox. Nothing is held in memory as a whole.</summary>
/// <remarks>
/// What an archive would do differently from the sandbox itself is left to commands inside, and so is what goes wrong, for they
/// tell why. An archive shows no temporary file systems, knows no rights, and puts new files in place of old ones.
/// </remarks>
internal sealed class Archives(EngineClient engine)
{
    private const string StatusHeader = "X-Docker-Container-Path-Stat";
    private const uint DirectoryBit = 1u << 31;
    private const uint LinkBit = 1u << 27;
    private const uint OtherBits = 1u << 26 | 1u << 25 | 1u << 24 | 1u << 21 | 1u << 19;

    /// <summary>Places that belong to the running container alone.</summary>
    private static readonly string[] NotInArchives = ["/dev", "/proc", "/sys", "/run"];

    /// <summary>Describes what is at a path. Where an engine finds nothing, there may still be a link that leads nowhere.</summary>
    public async Task<FileEntry?> DescribeAsync(DockerSandbox sandbox, string path, CancellationToken cancellationToken)
    {
        var status = await HeadAsync(sandbox, path, cancellationToken).ConfigureAwait(false) ?? throw NotByArchive();
        return new FileEntry
        {
            Name = path.TrimEnd('/').Split('/')[^1],
            Path = path,
            Type = (status.Mode & DirectoryBit) != 0 ? FileEntryType.Directory
                : (status.Mode & LinkBit) != 0 ? FileEntryType.SymbolicLink
                : (status.Mode & OtherBits) != 0 ? FileEntryType.Other : FileEntryType.File,
            SizeBytes = (status.Mode & DirectoryBit) != 0 ? 0 : status.Size,
            ModifiedAt = status.Mtime.ToUniversalTime(),
            Mode = (UnixFileMode)(status.Mode & 0x1FF),
        };
    }

    public async Task<Stream> OpenReadAsync(DockerSandbox sandbox, string path, CancellationToken cancellationToken)
    {
        var response = await engine.SendAsync(HttpMethod.Get, PathOf(sandbox, path), content: null, cancellationToken).ConfigureAwait(false);
        try
        {
            if (response.IsSuccessStatusCode)
            {
                var archive = new TarReader(await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false));
                switch (await archive.GetNextEntryAsync(copyData: false, cancellationToken).ConfigureAwait(false))
                {
                    case { EntryType: TarEntryType.RegularFile or TarEntryType.V7RegularFile } file:
                        return new ResponseStream(file.DataStream ?? Stream.Null, response);
                    case { EntryType: TarEntryType.Directory }:
                        throw new SandboxPathIsDirectoryException(path);
                }
            }
        }
        catch
        {
            response.Dispose();
            throw;
        }

        response.Dispose();
        throw NotByArchive();
    }

    public async Task WriteAsync(DockerSandbox sandbox, string path, Stream content, CancellationToken cancellationToken)
    {
        // An archive says the length first. A file that is there keeps its owner, mode and links when a command writes it.
        if (!content.CanSeek || await HeadAsync(sandbox, path, cancellationToken).ConfigureAwait(false) is not null)
        {
            throw NotByArchive();
        }

        var begin = content.Position;
        var name = Absolute(sandbox, path)[1..];
        using var archive = new StreamedContent("application/x-tar", async (stream, token) =>
        {
            var tar = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true);
            await using var closing = tar.ConfigureAwait(false);
            const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
            // An entry closes its content only when it is given another.
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, name) { Mode = Mode, DataStream = content }, token).ConfigureAwait(false);
        });
        using var response = await engine.SendAsync(HttpMethod.Put, $"containers/{sandbox.Id}/archive?path=%2F&noOverwriteDirNonDir=1", archive, cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            content.Position = begin;
            throw NotByArchive();
        }
    }

    private static UnsupportedCapabilityException NotByArchive() => new("archive", "commands inside the sandbox do it");

    private static string PathOf(DockerSandbox sandbox, string path) => $"containers/{sandbox.Id}/archive?path={EngineClient.Escape(Absolute(sandbox, path))}";

    /// <exception cref="UnsupportedCapabilityException">The engine would see something else there than the sandbox does.</exception>
    private static string Absolute(DockerSandbox sandbox, string path)
    {
        var absolute = path.StartsWith('/') ? path : $"{sandbox.WorkingDirectory.TrimEnd('/')}/{path}";
        var isElsewhere = NotInArchives.Any(place => absolute == place || absolute.StartsWith(place + "/", StringComparison.Ordinal));
        var isPattern = path.AsSpan().IndexOfAny("*?[]\\") >= 0;
        return !sandbox.HasPlainFiles || isElsewhere || isPattern || path.EndsWith('/') || absolute.Split('/').Any(part => part is "." or "..") ? throw NotByArchive() : absolute;
    }

    private async Task<PathStatus?> HeadAsync(DockerSandbox sandbox, string path, CancellationToken cancellationToken)
    {
        using var response = await engine.SendAsync(HttpMethod.Head, PathOf(sandbox, path), content: null, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        return response.IsSuccessStatusCode && response.Headers.TryGetValues(StatusHeader, out var values)
            ? JsonSerializer.Deserialize(Base64Url.DecodeFromChars(values.First().Replace('+', '-').Replace('/', '_')), WireJson.Default.PathStatus)
            : throw NotByArchive();
    }
}
