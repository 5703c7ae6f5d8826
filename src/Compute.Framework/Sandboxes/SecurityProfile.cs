using Compute.Framework.Runtime;

namespace Compute.Framework;

/// <summary>The restrictions of a sandbox. The provider chooses values that are null or empty.</summary>
public sealed record SecurityProfile
{
    /// <summary>Whether the system's files are read-only; the working directory stays writable.</summary>
    public bool? ReadOnlyRoot { get; init; }

    /// <summary>Whether a process can never gain privileges that its parent lacks (set-user-id programs).</summary>
    public bool? NoNewPrivileges { get; init; }

    /// <summary>Linux capabilities to remove, without <c>CAP_</c>; <c>ALL</c> removes all.</summary>
    public IReadOnlyList<string> DropCapabilities { get; init => field = ContentList<string>.Of(value); } = ContentList<string>.Empty;

    /// <summary>Linux capabilities to add, without <c>CAP_</c>.</summary>
    public IReadOnlyList<string> AddCapabilities { get; init => field = ContentList<string>.Of(value); } = ContentList<string>.Empty;

    /// <summary>A seccomp profile: its name at the back end, or JSON.</summary>
    public string? Seccomp { get; init; }
}
