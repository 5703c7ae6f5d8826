using System.Buffers;
using Compute.Framework.Runtime;

namespace Compute.Framework;

/// <summary>A command to run in a sandbox: a list of arguments, the first of which is the program.</summary>
public sealed record Command
{
    /// <summary>How many bytes of each output stream a result keeps by default: 64 MiB.</summary>
    public const long DefaultMaxOutputBytes = 64L * 1024 * 1024;

    /// <summary>The program and its arguments, passed on byte for byte; never empty.</summary>
    public required IReadOnlyList<string> Arguments { get; init => field = ContentList<string>.Of(value); }

    /// <summary>Where the command starts; the sandbox's working directory when null. Relative paths start there too.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Variables to add to the sandbox's environment. A key is not empty and has no <c>=</c>.</summary>
    public IReadOnlyDictionary<string, string> Environment
    {
        get;
        init => field = ContentDictionary<string>.Of(value);
    } = ContentDictionary<string>.Empty;

    /// <summary>The user to run as; the sandbox's user when null.</summary>
    public string? User { get; init; }

    /// <summary>After this time the command and everything that it started is killed; positive, or
    /// <see cref="Timeout.InfiniteTimeSpan"/> for no time-out. The framework's default (<see cref="ComputeDefaults.CommandTimeout"/>)
    /// when null.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>What the command reads from its standard input; nothing (an immediate end) when null.</summary>
    public CommandInput? StandardInput { get; init; }

    /// <summary>How many bytes of each output stream the result keeps; what comes after is read and dropped.</summary>
    public long MaxOutputBytes { get; init; } = DefaultMaxOutputBytes;

    /// <summary>Where the runtime keeps the standard output, for its own commands that follow each other: a result is then valid until the next.</summary>
    internal ArrayBufferWriter<byte>? OutputMemory { get; init; }

    /// <summary>A program with its arguments. No shell interprets them.</summary>
    /// <param name="program">The program: a path, or a name that is looked up on the sandbox's <c>PATH</c>.</param>
    /// <param name="arguments">Its arguments.</param>
    public static Command Create(string program, params IEnumerable<string> arguments)
    {
        ArgumentException.ThrowIfNullOrEmpty(program);
        ArgumentNullException.ThrowIfNull(arguments);
        return new Command { Arguments = [program, .. arguments] };
    }

    /// <summary>A script for the sandbox's POSIX shell. Pass data as <paramref name="arguments"/> (<c>"$1"</c>), never by interpolation.</summary>
    /// <param name="script">The script.</param>
    /// <param name="arguments">The positional parameters, from <c>$1</c>.</param>
    public static Command Shell(string script, params IEnumerable<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(script);
        ArgumentNullException.ThrowIfNull(arguments);
        return new Command { Arguments = ["sh", "-c", script, "sh", .. arguments] };
    }

    /// <summary>The program's name alone: arguments, environment and input may hold secrets.</summary>
    public override string ToString() => Arguments is [var program, ..] ? $"{program} ({Arguments.Count - 1} arguments)" : "(empty)";
}
