using System.Buffers.Text;
using System.Net;
using System.Text.Json;

namespace Compute.Providers.Docker.Files;

/// <summary>What the engine's archives say of a path: Go's mode bits and the size, in a header.</summary>
internal static class ArchiveStatus
{
    private const string StatusHeader = "X-Docker-Container-Path-Stat";
    private const uint DirectoryBit = 1u << 31;
    private const uint LinkBit = 1u << 27;
    private const uint SetUserBit = 1u << 23;
    private const uint SetGroupBit = 1u << 22;
    private const uint StickyBit = 1u << 20;
    private const uint OtherBits = 1u << 26 | 1u << 25 | 1u << 24 | 1u << 21 | 1u << 19;

    public static bool IsDirectory(PathStatus status) => (status.Mode & DirectoryBit) != 0;

    /// <summary>Whether it is a directory, and no link to one.</summary>
    public static bool IsPlainDirectory(PathStatus status) => IsDirectory(status) && (status.Mode & LinkBit) == 0;

    public static FileEntry ToEntry(PathStatus status, string path) => new()
    {
        Name = path.TrimEnd('/').Split('/')[^1],
        Path = path,
        Type = IsDirectory(status) ? FileEntryType.Directory
            : (status.Mode & LinkBit) != 0 ? FileEntryType.SymbolicLink
            : (status.Mode & OtherBits) != 0 ? FileEntryType.Other
            : FileEntryType.File,
        SizeBytes = IsDirectory(status) ? 0 : status.Size,
        ModifiedAt = status.Mtime.ToUniversalTime(),
        Mode = (UnixFileMode)(status.Mode & 0x1FF)
            | ((status.Mode & SetUserBit) != 0 ? UnixFileMode.SetUser : 0)
            | ((status.Mode & SetGroupBit) != 0 ? UnixFileMode.SetGroup : 0)
            | ((status.Mode & StickyBit) != 0 ? UnixFileMode.StickyBit : 0),
    };

    /// <summary>What a response says of the path; null when nothing is there.</summary>
    public static PathStatus? Of(HttpResponseMessage response) => response switch
    {
        { StatusCode: HttpStatusCode.NotFound } => null,
        { IsSuccessStatusCode: true } when response.Headers.TryGetValues(StatusHeader, out var values) => Parse(values.First()),
        _ => throw NotByArchive(),
    };

    private static PathStatus? Parse(string header)
    {
        try
        {
            return JsonSerializer.Deserialize(
                Base64Url.DecodeFromChars(header.Replace('+', '-').Replace('/', '_')), WireJson.Default.PathStatus);
        }
        catch (Exception exception) when (exception is JsonException or FormatException)
        {
            // A time that is none of this calendar, or a name that is no text.
            throw NotByArchive();
        }
    }

    /// <summary>Commands inside the sandbox do what an archive cannot.</summary>
    public static UnsupportedCapabilityException NotByArchive() => new("archive", "commands inside the sandbox do it");
}
