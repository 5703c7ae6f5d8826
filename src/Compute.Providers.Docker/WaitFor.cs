namespace Compute.Providers.Docker;

/// <summary>Something that must have come about before a sandbox counts as created.</summary>
/// <param name="Kind">What.</param>
/// <param name="Arguments">The port, the text, or the program and its arguments.</param>
/// <param name="Timeout">How long to wait; positive.</param>
public sealed record WaitFor(WaitKind Kind, IReadOnlyList<string> Arguments, TimeSpan Timeout)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>Something listens on a TCP port inside.</summary>
    /// <param name="port">The port.</param>
    /// <param name="timeout">How long to wait; a minute when null.</param>
    public static WaitFor Port(int port, TimeSpan? timeout = null) => new(WaitKind.Port, [port.ToString("X4", System.Globalization.CultureInfo.InvariantCulture)], timeout ?? Minute);

    /// <summary>A line of the log contains a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="timeout">How long to wait; a minute when null.</param>
    public static WaitFor LogLine(string text, TimeSpan? timeout = null) => new(WaitKind.LogLine, [text], timeout ?? Minute);

    /// <summary>A command inside exits with 0.</summary>
    /// <param name="arguments">The program and its arguments.</param>
    /// <param name="timeout">How long to wait; a minute when null.</param>
    public static WaitFor Command(IReadOnlyList<string> arguments, TimeSpan? timeout = null) => new(WaitKind.Command, arguments, timeout ?? Minute);
}

/// <summary>Kinds of <see cref="WaitFor"/>.</summary>
public enum WaitKind
{
    /// <summary>Something listens on a port.</summary>
    Port,

    /// <summary>A line of the log contains a text.</summary>
    LogLine,

    /// <summary>A command exits with 0.</summary>
    Command,
}
