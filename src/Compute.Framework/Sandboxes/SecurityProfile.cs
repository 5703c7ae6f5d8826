using Compute.Framework.Runtime;

namespace Compute.Framework;

/// <summary>How far a sandbox is locked down. What is null or empty is up to the provider.</summary>
public sealed record SecurityProfile
{
    /// <summary>Whether the system's files cannot be written; the working directory still can.</summary>
    public bool? ReadOnlyRoot { get; init; }

    /// <summary>Whether a process can never gain privileges that its parent lacks (set-user-id programs).</summary>
    public bool? NoNewPrivileges { get; init; }

    /// <summary>Linux capabilities to take away, without <c>CAP_</c>; <c>ALL</c> takes all.</summary>
    public IReadOnlyList<string> DropCapabilities { get; init => field = ContentList<string>.Of(value); } = ContentList<string>.Empty;

    /// <summary>Linux capabilities to give, without <c>CAP_</c>.</summary>
    public IReadOnlyList<string> AddCapabilities { get; init => field = ContentList<string>.Of(value); } = ContentList<string>.Empty;

    /// <summary>A seccomp profile in the back end's own naming or as JSON.</summary>
    public string? Seccomp { get; init; }
}
