using Compute.Framework.Runtime;

namespace Compute.Framework;

/// <summary>The options of a new sandbox.</summary>
/// <remarks>The provider chooses the value of an option that is null or empty. An option that is set is honored or refused with
/// <see cref="UnsupportedOptionException"/>; it is never ignored.</remarks>
public sealed record CreateSandboxOptions
{
    /// <summary>The image to start from, as the back end names it.</summary>
    public string? Image { get; init; }

    /// <summary>The template to start from, as the back end names it.</summary>
    public string? Template { get; init; }

    /// <summary>The snapshot to start from: its <see cref="SnapshotInfo.Id"/>.</summary>
    public string? SnapshotId { get; init; }

    /// <summary>A name for display. The back end assigns the id.</summary>
    public string? Name { get; init; }

    /// <summary>Labels by which the sandbox can be found. Keys that begin with <c>compute.</c> are reserved for the framework.</summary>
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

    /// <summary>The user as whom commands run.</summary>
    public string? User { get; init; }

    /// <summary>The maximum lifetime of the sandbox, from its creation; positive, at most 24,855 days, or
    /// <see cref="Timeout.InfiniteTimeSpan"/> for no limit. The framework's default
    /// (<see cref="ComputeDefaults.SandboxLifetime"/>) if null.</summary>
    public TimeSpan? Lifetime { get; init; }

    /// <summary>Who destroys the sandbox. The default is <see cref="Ownership.Owned"/>.</summary>
    public Ownership Ownership { get; init; } = Ownership.Owned;

    /// <summary>The resource limits of the sandbox.</summary>
    public SandboxResources Resources { get; init => field = value ?? SandboxResources.Default; } = SandboxResources.Default;

    /// <summary>The TCP ports inside the sandbox that can be reached from outside, 1 to 65535.</summary>
    public IReadOnlyList<int> Ports { get; init => field = ContentList<int>.Of(value); } = ContentList<int>.Empty;

    /// <summary>Directories outside the sandbox to mount in it.</summary>
    public IReadOnlyList<SandboxMount> Mounts
    {
        get;
        init => field = ContentList<SandboxMount>.Of(value);
    } = ContentList<SandboxMount>.Empty;

    /// <summary>The networks that the sandbox can reach; the provider's default if null.</summary>
    public NetworkPolicy? Network { get; init; }

    /// <summary>The destinations of <see cref="NetworkPolicy.AllowOnly"/>; empty for every other policy. It is a separate option for
    /// providers: one that honors <see cref="Network"/> may be unable to restrict destinations.</summary>
    public IReadOnlyList<string> NetworkAllowList => Network?.AllowedDestinations ?? [];

    /// <summary>The restrictions of the sandbox; the provider's default if null.</summary>
    public SecurityProfile? Security { get; init; }

    /// <summary>Options of specific providers, at most one record of each type. Use <see cref="With"/> to add a record.</summary>
    public IReadOnlyList<ProviderSandboxOptions> ProviderOptions
    {
        get;
        init => field = ContentList<ProviderSandboxOptions>.Of(value);
    } = ContentList<ProviderSandboxOptions>.Empty;

    /// <summary>Returns a copy of these options with a provider's own options added; replaces an existing
    /// record of the same type.</summary>
    /// <param name="providerOptions">The record. All providers except the one that it names ignore it.</param>
    public CreateSandboxOptions With(ProviderSandboxOptions providerOptions)
    {
        ArgumentNullException.ThrowIfNull(providerOptions);
        return this with
        {
            ProviderOptions = [.. ProviderOptions.Where(other => other.GetType() != providerOptions.GetType()), providerOptions],
        };
    }

    /// <summary>Refuses records of providers other than the specified ones. For a wrapper, such as a router, that forwards the records of
    /// its inner providers and cannot use any others. Providers themselves ignore other records.</summary>
    /// <param name="providerNames">The providers whose records are forwarded.</param>
    /// <exception cref="UnsupportedOptionException">A record names another provider.</exception>
    public void EnsureProviderOptionsOnlyFor(params IEnumerable<string> providerNames)
    {
        ArgumentNullException.ThrowIfNull(providerNames);
        var forwarded = providerNames.ToHashSet(StringComparer.Ordinal);
        if (ProviderOptions.FirstOrDefault(own => !forwarded.Contains(own.ProviderName)) is { } foreign)
        {
            var known = forwarded.Count == 0
                ? "no such options are forwarded"
                : $"forwarded are those of {string.Join(", ", forwarded.Order(StringComparer.Ordinal))}";
            throw new UnsupportedOptionException(foreign.GetType().Name, $"it is for the provider '{foreign.ProviderName}', and {known}");
        }
    }
}
