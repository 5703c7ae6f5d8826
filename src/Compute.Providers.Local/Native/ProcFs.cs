using System.Globalization;
using System.Runtime.Versioning;

namespace Compute.Providers.Local.Native;

/// <summary>What <c>/proc</c> tells about a process.</summary>
internal readonly record struct ProcessStat(int Id, char State, int ParentId, int GroupId, int SessionId, long StartTime)
{
    public bool IsAlive => State is not ('Z' or 'X');
}

/// <summary>Reads <c>/proc</c>. A process that ends while it is read is simply not there.</summary>
[SupportedOSPlatform("linux")]
internal static class ProcFs
{
    [ThreadStatic]
    private static byte[]? s_buffer;

    public static IEnumerable<int> ProcessIds()
    {
        foreach (var path in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(path.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            {
                yield return id;
            }
        }
    }

    public static ProcessStat? Stat(int processId)
    {
        try
        {
            // The name is in parentheses and may hold anything, parentheses too.
            var text = System.Text.Encoding.UTF8.GetString(Read(processId, "stat"));
            if (text.Length == 0)
            {
                return null;
            }

            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return new ProcessStat(processId, fields[0][0], Number(1), Number(2), Number(3), long.Parse(fields[19], CultureInfo.InvariantCulture));

            int Number(int index) => int.Parse(fields[index], CultureInfo.InvariantCulture);
        }
        catch (Exception exception) when (IsGone(exception))
        {
            return null;
        }
    }

    /// <summary>The environment that a process was started with; empty when it cannot be read.</summary>
    public static ReadOnlySpan<byte> Environment(int processId) => Read(processId, "environ");

    /// <summary>The content of a small file below <c>/proc/ID</c>, until the next call on this thread; empty when it cannot be read.</summary>
    /// <remarks>Searches read such files of each process: what .NET asks and locks around a read would take most of the time.</remarks>
    private static unsafe ReadOnlySpan<byte> Read(int processId, string name)
    {
        var descriptor = Libc.open(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/{name}"), Libc.O_RDONLY | Libc.O_CLOEXEC);
        if (descriptor < 0)
        {
            return [];
        }

        var buffer = s_buffer ??= new byte[16 * 1024];
        var length = 0;
        for (nint count = 1; count > 0; length += (int)Math.Max(0, count))
        {
            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
                s_buffer = buffer;
            }

            fixed (byte* start = &buffer[length])
            {
                count = Libc.read(descriptor, start, buffer.Length - length);
            }
        }

        _ = Libc.close(descriptor);
        return buffer.AsSpan(0, length);
    }

    /// <summary>Where a link below <c>/proc/ID</c> leads; null when it cannot be read.</summary>
    public static string? Link(int processId, string name) =>
        ReadLink(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/{name}"));

    /// <summary>Where a link leads; null when it cannot be read.</summary>
    public static unsafe string? ReadLink(string path)
    {
        const int Capacity = 4096;
        var buffer = stackalloc byte[Capacity];
        var length = Libc.readlink(path, buffer, Capacity);
        return length < 0 ? null : System.Text.Encoding.UTF8.GetString(buffer, (int)length);
    }

    public static bool IsGone(Exception exception) => exception is IOException or UnauthorizedAccessException or FormatException or IndexOutOfRangeException;
}
