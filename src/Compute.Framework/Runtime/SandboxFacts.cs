namespace Compute.Framework.Runtime;

/// <summary>What an author's handle reports about its sandbox.</summary>
public readonly record struct SandboxFacts
{
    /// <summary>The sandbox's id.</summary>
    public required string Id { get; init; }

    /// <summary>The time of creation, or null.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>The state, or null.</summary>
    public SandboxStatus? Status { get; init; }

    /// <summary>All labels, or null.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>The end of the lifetime, or null.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The name for people, or null.</summary>
    public string? Name { get; init; }
}

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
