using Compute.Framework;
using Compute.Framework.Authoring;

namespace Compute.Providers.Local;

/// <summary>What the Local provider reports about one of its sandboxes.</summary>
public sealed record LocalSandbox
{
    /// <summary>The id: letters and digits, not guessable.</summary>
    [SandboxId]
    public required string Id { get; init; }

    /// <summary>The name for people, or null.</summary>
    [SandboxName]
    public string? Name { get; init; }

    /// <summary>When the sandbox was created, in UTC.</summary>
    [CreatedAt]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the sandbox ends by itself, in UTC; null when it does not.</summary>
    [ExpiresAt]
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The state: running, or paused.</summary>
    [Status]
    public SandboxStatus Status { get; init; } = SandboxStatus.Running;

    /// <summary>All labels.</summary>
    [Labels]
    public IReadOnlyDictionary<string, string> Labels
    {
        get;
        init => field = ContentEquality.DictionaryOf(value);
    } = ContentEquality.DictionaryOf<string>(null);

    /// <summary>The ports whose endpoints can be asked for; they are this machine's own.</summary>
    public IReadOnlyList<int> Ports { get; init => field = ContentEquality.ListOf(value); } = ContentEquality.ListOf<int>(null);

    /// <summary>How this sandbox is kept apart: <see cref="LocalIsolation.Process"/> or <see cref="LocalIsolation.Namespaces"/>.</summary>
    public required LocalIsolation Isolation { get; init; }

    /// <summary>The directory on this machine that holds the sandbox's files.</summary>
    public required string WorkspaceDirectory { get; init; }
}
