using Compute.Framework.Authoring;

namespace Compute.Framework.Testing;

/// <summary>What the in-memory provider knows of a sandbox: how it was created, and its state.</summary>
public sealed record InMemorySandbox
{
    /// <summary>The id.</summary>
    [SandboxId]
    public required string Id { get; init; }

    /// <summary>When it was created, in UTC.</summary>
    [CreatedAt]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ends by itself, in UTC; null when never.</summary>
    [ExpiresAt]
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>All labels, those of the framework included.</summary>
    [Labels]
    public IReadOnlyDictionary<string, string> Labels
    {
        get;
        init => field = ContentEquality.DictionaryOf(value);
    } = ContentEquality.DictionaryOf<string>(null);

    /// <summary>The state.</summary>
    [Status]
    public SandboxStatus Status { get; init; } = SandboxStatus.Running;

    /// <summary>The name for people, or null.</summary>
    [SandboxName]
    public string? Name { get; init; }

    /// <summary>The environment of every command in it.</summary>
    public IReadOnlyDictionary<string, string> Environment
    {
        get;
        init => field = ContentEquality.DictionaryOf(value);
    } = ContentEquality.DictionaryOf<string>(null);

    /// <summary>The directory in which commands start and to which relative paths refer; absolute.</summary>
    public required string WorkingDirectory { get; init; }
}
