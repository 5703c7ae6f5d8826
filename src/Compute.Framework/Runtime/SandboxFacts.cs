namespace Compute.Framework.Runtime;

/// <summary>What an author's handle tells about its sandbox.</summary>
/// <param name="Id">The sandbox's id.</param>
/// <param name="CreatedAt">The time of creation, or null.</param>
/// <param name="Status">The state, or null.</param>
/// <param name="Labels">All labels, or null.</param>
/// <param name="ExpiresAt">The end of the lifetime, or null.</param>
/// <param name="Name">The name for people, or null.</param>
public readonly record struct SandboxFacts(
    string Id,
    DateTimeOffset? CreatedAt = null,
    SandboxStatus? Status = null,
    IReadOnlyDictionary<string, string>? Labels = null,
    DateTimeOffset? ExpiresAt = null,
    string? Name = null);

/// <summary>A handle, or none; works for classes and structures alike.</summary>
/// <typeparam name="THandle">The author's handle type.</typeparam>
public readonly struct SandboxLookup<THandle>
{
    private SandboxLookup(THandle handle)
    {
        IsFound = true;
        Handle = handle;
    }

    /// <summary>Whether there is a handle.</summary>
    public bool IsFound { get; }

    /// <summary>The handle; default when there is none.</summary>
    public THandle Handle { get; }

    internal static SandboxLookup<THandle> Found(THandle handle) => new(handle);
}
