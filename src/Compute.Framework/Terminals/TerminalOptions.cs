using Compute.Framework.Runtime;

namespace Compute.Framework;

/// <summary>The program to start in a terminal, and the terminal's size.</summary>
public sealed record TerminalOptions
{
    /// <summary>The program and its arguments; the sandbox's default shell if empty.</summary>
    public IReadOnlyList<string> Arguments { get; init => field = ContentList<string>.Of(value); } = ContentList<string>.Empty;

    /// <summary>The directory in which the program starts; the sandbox's working directory if null.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Variables to add to the sandbox's environment.</summary>
    public IReadOnlyDictionary<string, string> Environment
    {
        get;
        init => field = ContentDictionary<string>.Of(value);
    } = ContentDictionary<string>.Empty;

    /// <summary>The user as whom the program runs; the sandbox's user if null.</summary>
    public string? User { get; init; }

    /// <summary>The width in characters, 1 to 65535.</summary>
    public int Columns { get; init; } = 80;

    /// <summary>The height in lines, 1 to 65535.</summary>
    public int Rows { get; init; } = 24;
}
