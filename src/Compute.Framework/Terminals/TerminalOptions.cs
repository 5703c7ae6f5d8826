using Compute.Framework.Runtime;

namespace Compute.Framework;

/// <summary>What to start in a terminal, and the terminal's size.</summary>
public sealed record TerminalOptions
{
    /// <summary>The program and its arguments; the sandbox's default shell when empty.</summary>
    public IReadOnlyList<string> Arguments { get; init => field = ContentList<string>.Of(value); } = ContentList<string>.Empty;

    /// <summary>The directory to start in; the sandbox's own when null.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Variables on top of the sandbox's.</summary>
    public IReadOnlyDictionary<string, string> Environment
    {
        get;
        init => field = ContentDictionary<string>.Of(value);
    } = ContentDictionary<string>.Empty;

    /// <summary>The user to run as; the sandbox's own when null.</summary>
    public string? User { get; init; }

    /// <summary>The width in characters, 1 to 65535.</summary>
    public int Columns { get; init; } = 80;

    /// <summary>The height in lines, 1 to 65535.</summary>
    public int Rows { get; init; } = 24;
}
