using System.Globalization;
using System.Runtime.Versioning;

namespace Compute.Framework.Launch;

/// <summary>What <c>/proc</c> reports about a process.</summary>
internal readonly record struct ProcessStat(int Id, char State, int ParentId, int GroupId, int SessionId, long StartTime)
{
    public bool IsAlive => State is not ('Z' or 'X');
}

/// <summary>What a process uses.</summary>
internal readonly record struct ProcessUsage(TimeSpan Processor, long ResidentBytes);

/// <summary>Reads <c>/proc</c>. A process that ends while it is read is simply not there.</summary>
[SupportedOSPlatform("linux")]
internal static class ProcFs
{
    // The unit in which the kernel reports times to programs: fixed, whatever its own clock.
    private const int TicksPerSecond = 100;
    private const int FieldsNeeded = 21;

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
        if (Fields(processId) is not { } fields)
        {
            return null;
        }

        return new ProcessStat(processId, fields[0][0], (int)Number(1), (int)Number(2), (int)Number(3), Number(19));

        long Number(int index) => long.Parse(fields[index], CultureInfo.InvariantCulture);
    }

    /// <summary>What a process uses, with the processor time of its children that it waited for.</summary>
    public static ProcessUsage? Usage(int processId)
    {
        if (Fields(processId) is not { } fields)
        {
            return null;
        }

        return new ProcessUsage(
            TimeSpan.FromSeconds((double)(Number(11) + Number(12) + Number(13) + Number(14)) / TicksPerSecond),
            Number(21) * System.Environment.SystemPageSize);

        long Number(int index) => long.Parse(fields[index], CultureInfo.InvariantCulture);
    }

    /// <summary>The fields of <c>/proc/ID/stat</c> after the name, which is in parentheses and may hold anything, parentheses
    /// too.</summary>
    private static string[]? Fields(int processId)
    {
        var text = System.Text.Encoding.UTF8.GetString(Read(processId, "stat"));
        return text.Length == 0
            ? null
            : text[(text.LastIndexOf(')') + 2)..].Split(' ') is { Length: > FieldsNeeded } fields
            ? fields
            : null;
    }

    /// <summary>The environment that a process was started with; empty when it cannot be read.</summary>
    public static ReadOnlySpan<byte> Environment(int processId) => Read(processId, "environ");

    /// <summary>The content of a small file below <c>/proc/ID</c>, until the next call on this thread; empty when it cannot be
    /// read.</summary>
    /// <remarks>Searches read such files of each process: what .NET asks and locks around a read would take most of the time.</remarks>
    private static unsafe ReadOnlySpan<byte> Read(int processId, string name)
    {
        var descriptor = Libc.open(
            string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/{name}"), Libc.O_RDONLY | Libc.O_CLOEXEC);
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

    public static bool IsGone(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or FormatException or IndexOutOfRangeException;
}
