using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Compute.Providers.Local.Native;

namespace Compute.Providers.Local.State;

/// <summary>JSON files that a reader sees whole or not at all.</summary>
internal static class AtomicFile
{
    private const long MaxBytes = 64 * 1024 * 1024;

    public static void Write<T>(string path, T value, JsonTypeInfo<T> type)
    {
        var temporary = $"{path}.{SandboxId.New()}";
        File.WriteAllBytes(temporary, JsonSerializer.SerializeToUtf8Bytes(value, type));
        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Reads a file; null when it is not there or is no such record (a machine that lost power may leave it empty).</summary>
    /// <exception cref="IOException">It is there and cannot be read now.</exception>
    public static T? Read<T>(string path, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return ReadBytes(path) is { } content ? JsonSerializer.Deserialize(content, type) : null;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or JsonException
            or NotSupportedException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The content of a regular file. A pipe or a device in its place would be waited for without an end.</summary>
    private static byte[]? ReadBytes(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return Directory.Exists(path) ? null : File.ReadAllBytes(path);
        }

        using var file = At.TryOpen(null, NativeName.Of(path), Libc.O_RDONLY | Libc.O_NONBLOCK | Libc.O_NOFOLLOW, out var error);
        if (file is null)
        {
            return error is Libc.ENOENT or Libc.ENOTDIR or Libc.ELOOP or Libc.ENXIO ? null : throw new NativeException(error, path);
        }

        var status = At.Status(file);
        if (!status.IsRegular || status.SizeBytes > MaxBytes)
        {
            return null;
        }

        var content = new byte[status.SizeBytes];
        return content[..RandomAccess.Read(file, content, 0)];
    }
}
