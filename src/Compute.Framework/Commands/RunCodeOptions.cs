using Compute.Framework.Runtime;

namespace Compute.Framework;

/// <summary>The options of <see cref="ISandbox.RunCodeAsync"/>. Each option that is set is honored, or the call is refused.</summary>
public sealed record RunCodeOptions
{
    /// <summary>The language; <see cref="CodeLanguage.Python"/> if null.</summary>
    public CodeLanguage? Language { get; init; }

    /// <summary>The directory in which the code starts; the sandbox's working directory if null. A relative path refers
    /// to the sandbox's working directory.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Variables to add to the sandbox's environment. A key must not be empty and must not contain <c>=</c>.</summary>
    public IReadOnlyDictionary<string, string> Environment
    {
        get;
        init => field = ContentDictionary<string>.Of(value);
    } = ContentDictionary<string>.Empty;

    /// <summary>The user as whom the code runs; the sandbox's user if null.</summary>
    public string? User { get; init; }

    /// <summary>The time after which the code and everything that it started are killed; positive, or
    /// <see cref="Timeout.InfiniteTimeSpan"/> for no time-out. The framework's default if null.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The standard input of the code; empty (an immediate end) if null.</summary>
    /// <remarks>If the framework runs an interpreter itself, code of more than 64 KiB uses the standard
    /// input: this option is then refused.</remarks>
    public CommandInput? StandardInput { get; init; }

    /// <summary>The maximum number of bytes of each output stream that the result keeps; further output is read and discarded.</summary>
    public long MaxOutputBytes { get; init; } = Command.DefaultMaxOutputBytes;

    /// <summary>Called for each piece of output, one at a time, while the code runs, or at the end if the back end returns the output only
    /// then. The bytes are valid only during the call. If it throws, the code is killed and the exception reaches the caller.</summary>
    public Func<OutputChunk, CancellationToken, ValueTask>? OnOutput { get; init; }

    /// <summary>Returns only the language's name, because environment and input may contain secrets.</summary>
    public override string ToString() => (Language ?? CodeLanguage.Python).Name;

    /// <summary>Returns the options of the run as those of a command, whose only argument is the language.</summary>
    internal Command ToCommand() => new()
    {
        Arguments = [(Language ?? CodeLanguage.Python).Name],
        WorkingDirectory = WorkingDirectory,
        Environment = Environment,
        User = User,
        Timeout = Timeout,
        StandardInput = StandardInput,
        MaxOutputBytes = MaxOutputBytes,
    };
}
