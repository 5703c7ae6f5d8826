using Compute.Framework.Runtime;

namespace Compute.Framework;

/// <summary>What a new sandbox should be.</summary>
/// <remarks>An option that is left at null or empty is up to the provider. One that is set is honored or refused with
/// <see cref="UnsupportedOptionException"/>; it is never dropped.</remarks>
public sealed record CreateSandboxOptions
{
    /// <summary>The image to start from, in the back end's own naming.</summary>
    public string? Image { get; init; }

    /// <summary>The template to start from, in the back end's own naming.</summary>
    public string? Template { get; init; }

    /// <summary>The snapshot to start from, as <see cref="SnapshotInfo.Id"/> gave it.</summary>
    public string? SnapshotId { get; init; }

    /// <summary>A name for people. The id is the back end's.</summary>
    public string? Name { get; init; }

    /// <summary>Labels to find the sandbox by. Keys beginning with <c>compute.</c> are the framework's own.</summary>
    public IReadOnlyDictionary<string, string> Labels
    {
        get;
        init => field = ContentDictionary<string>.Of(value);
    } = ContentDictionary<string>.Empty;

    /// <summary>Environment variables of every command in the sandbox.</summary>
    public IReadOnlyDictionary<string, string> Environment
    {
        get;
        init => field = ContentDictionary<string>.Of(value);
    } = ContentDictionary<string>.Empty;

    /// <summary>The directory in which commands start and to which relative paths refer.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>The user that commands run as.</summary>
    public string? User { get; init; }

    /// <summary>How long the sandbox lives at the most, from its creation; positive, at most 24,855 days, or
    /// <see cref="Timeout.InfiniteTimeSpan"/> for no end. The framework's default (<see cref="ComputeDefaults.SandboxLifetime"/>) when
    /// null.</summary>
    public TimeSpan? Lifetime { get; init; }

    /// <summary>Who cleans up. <see cref="Ownership.Owned"/> by default.</summary>
    public Ownership Ownership { get; init; } = Ownership.Owned;

    /// <summary>Limits.</summary>
    public SandboxResources Resources { get; init => field = value ?? SandboxResources.Default; } = SandboxResources.Default;

    /// <summary>TCP ports inside the sandbox to make reachable, 1 to 65535.</summary>
    public IReadOnlyList<int> Ports { get; init => field = ContentList<int>.Of(value); } = ContentList<int>.Empty;

    /// <summary>Directories from outside to show inside.</summary>
    public IReadOnlyList<SandboxMount> Mounts
    {
        get;
        init => field = ContentList<SandboxMount>.Of(value);
    } = ContentList<SandboxMount>.Empty;

    /// <summary>What the sandbox may reach; the provider's default when null.</summary>
    public NetworkPolicy? Network { get; init; }

    /// <summary>The destinations of <see cref="NetworkPolicy.AllowOnly"/>; empty for every other policy. It is an option of its own for
    /// providers: one that honors <see cref="Network"/> need not be able to restrict destinations.</summary>
    public IReadOnlyList<string> NetworkAllowList => Network?.AllowedDestinations ?? [];

    /// <summary>How far the sandbox is locked down; the provider's default when null.</summary>
    public SecurityProfile? Security { get; init; }

    /// <summary>Options of single providers, at most one record a type. Use <see cref="With"/> to add one.</summary>
    public IReadOnlyList<ProviderSandboxOptions> ProviderOptions
    {
        get;
        init => field = ContentList<ProviderSandboxOptions>.Of(value);
    } = ContentList<ProviderSandboxOptions>.Empty;

    /// <summary>Returns these options with a provider's own options attached; replaces an earlier record of the same type.</summary>
    /// <param name="providerOptions">The record. It is left alone by all providers but the one that it names.</param>
    public CreateSandboxOptions With(ProviderSandboxOptions providerOptions)
    {
        ArgumentNullException.ThrowIfNull(providerOptions);
        return this with
        {
            ProviderOptions = [.. ProviderOptions.Where(other => other.GetType() != providerOptions.GetType()), providerOptions],
        };
    }

    /// <summary>Refuses records of providers that are not among the given ones: for a wrapper, such as a router, that forwards the records
    /// of the providers behind it and can do nothing with any other. A provider itself leaves them alone.</summary>
    /// <param name="providerNames">The providers whose records are forwarded.</param>
    /// <exception cref="UnsupportedOptionException">A record names another provider.</exception>
    public void EnsureProviderOptionsOnlyFor(params IEnumerable<string> providerNames)
    {
        ArgumentNullException.ThrowIfNull(providerNames);
        var forwarded = providerNames.ToHashSet(StringComparer.Ordinal);
        if (ProviderOptions.FirstOrDefault(own => !forwarded.Contains(own.ProviderName)) is { } foreign)
        {
            var known = forwarded.Count == 0 ? "no such options are forwarded" : $"forwarded are those of {string.Join(", ", forwarded.Order(StringComparer.Ordinal))}";
            throw new UnsupportedOptionException(foreign.GetType().Name, $"it is for the provider '{foreign.ProviderName}', and {known}");
        }
    }
}
