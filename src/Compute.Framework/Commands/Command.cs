using System.Buffers;
using Compute.Framework.Runtime;

namespace Compute.Framework;

/// <summary>A command to run in a sandbox: a list of arguments, the first of which is the program.</summary>
public sealed record Command
{
    /// <summary>The default number of bytes of each output stream that a result keeps: 64 MiB.</summary>
    public const long DefaultMaxOutputBytes = 64L * 1024 * 1024;

    /// <summary>The program and its arguments, passed on unchanged; never empty.</summary>
    public required IReadOnlyList<string> Arguments { get; init => field = ContentList<string>.Of(value); }

    /// <summary>The directory in which the command starts; the sandbox's working directory if null. A relative path refers
    /// to the sandbox's working directory.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Variables to add to the sandbox's environment. A key must not be empty and must not contain <c>=</c>.</summary>
    public IReadOnlyDictionary<string, string> Environment
    {
        get;
        init => field = ContentDictionary<string>.Of(value);
    } = ContentDictionary<string>.Empty;

    /// <summary>The user as whom the command runs; the sandbox's user if null.</summary>
    public string? User { get; init; }

    /// <summary>The time after which the command and everything that it started are killed; positive, or
    /// <see cref="Timeout.InfiniteTimeSpan"/> for no time-out. The framework's default
    /// (<see cref="ComputeDefaults.CommandTimeout"/>) if null.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The standard input of the command; empty (an immediate end) if null.</summary>
    public CommandInput? StandardInput { get; init; }

    /// <summary>The maximum number of bytes of each output stream that the result keeps; further output is read and discarded.</summary>
    public long MaxOutputBytes { get; init; } = DefaultMaxOutputBytes;

    /// <summary>Where the runtime keeps the standard output, for its own commands that follow each other: a
    /// result is then valid until the next.</summary>
    internal ArrayBufferWriter<byte>? OutputMemory { get; init; }

    /// <summary>Creates a command from a program and its arguments. No shell interprets them.</summary>
    /// <param name="program">The program: a path, or a name that is looked up on the sandbox's <c>PATH</c>.</param>
    /// <param name="arguments">Its arguments.</param>
    public static Command Create(string program, params IEnumerable<string> arguments)
    {
        ArgumentException.ThrowIfNullOrEmpty(program);
        ArgumentNullException.ThrowIfNull(arguments);
        return new Command { Arguments = [program, .. arguments] };
    }

    /// <summary>Creates a command that runs a script in the sandbox's POSIX shell. Pass data as <paramref name="arguments"/>
    /// (<c>"$1"</c>), never by interpolation.</summary>
    /// <param name="script">The script.</param>
    /// <param name="arguments">The positional parameters, from <c>$1</c>.</param>
    public static Command Shell(string script, params IEnumerable<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(script);
        ArgumentNullException.ThrowIfNull(arguments);
        return new Command { Arguments = ["sh", "-c", script, "sh", .. arguments] };
    }

    /// <summary>Returns only the program's name, because arguments, environment and input may contain secrets.</summary>
    public override string ToString() => Arguments is [var program, ..] ? $"{program} ({Arguments.Count - 1} arguments)" : "(empty)";
}
