using Compute.Framework.Runtime;

namespace Compute.Framework;

/// <summary>A terminal of a sandbox.</summary>
public sealed record TerminalInfo
{
    /// <summary>The terminal's id; see <see cref="ITerminalHost.GetTerminalAsync"/>.</summary>
    public required string Id { get; init; }

    /// <summary>The program and its arguments; empty for the sandbox's default shell.</summary>
    public IReadOnlyList<string> Arguments { get; init => field = ContentList<string>.Of(value); } = ContentList<string>.Empty;

    /// <summary>When it was opened, in UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Whether its program runs.</summary>
    public required bool IsRunning { get; init; }

    /// <summary>The width in characters.</summary>
    public required int Columns { get; init; }

    /// <summary>The height in lines.</summary>
    public required int Rows { get; init; }
}
