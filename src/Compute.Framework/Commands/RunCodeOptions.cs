using Compute.Framework.Runtime;

namespace Compute.Framework;

/// <summary>How <see cref="ISandbox.RunCodeAsync"/> runs source text. Each option that is set is honored, or the call is refused.</summary>
public sealed record RunCodeOptions
{
    /// <summary>The language; <see cref="CodeLanguage.Python"/> when null.</summary>
    public CodeLanguage? Language { get; init; }

    /// <summary>Where the code starts; the sandbox's working directory when null. Relative paths start there too.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Variables to add to the sandbox's environment. A key is not empty and has no <c>=</c>.</summary>
    public IReadOnlyDictionary<string, string> Environment
    {
        get;
        init => field = ContentDictionary<string>.Of(value);
    } = ContentDictionary<string>.Empty;

    /// <summary>The user to run as; the sandbox's user when null.</summary>
    public string? User { get; init; }

    /// <summary>After this time the code and everything that it started is killed; positive, or
    /// <see cref="Timeout.InfiniteTimeSpan"/> for no time-out. The framework's default when null.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>What the code reads from its standard input; nothing (an immediate end) when null.</summary>
    /// <remarks>Where the framework runs an interpreter itself, code of more than 64 KiB takes the standard input: then this option is
    /// refused.</remarks>
    public CommandInput? StandardInput { get; init; }

    /// <summary>How many bytes of each output stream the result keeps; what follows is read and dropped.</summary>
    public long MaxOutputBytes { get; init; } = Command.DefaultMaxOutputBytes;

    /// <summary>Called for each piece of output, one at a time, while the code runs; where the back end returns the output at the end
    /// only, it is called then. The bytes are valid during the call only. When it throws, the code is killed and the exception reaches
    /// the caller.</summary>
    public Func<OutputChunk, CancellationToken, ValueTask>? OnOutput { get; init; }

    /// <summary>The language's name alone: environment and input may hold secrets.</summary>
    public override string ToString() => (Language ?? CodeLanguage.Python).Name;

    /// <summary>The options of the run as those of a command; its arguments name the language alone.</summary>
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
