using Compute.Framework.Authoring;

namespace Compute.Providers.E2B;

/// <summary>What only this provider knows about a new sandbox; attach it with <see cref="CreateSandboxOptions.With"/>.</summary>
public sealed record E2BCreateOptions : ProviderSandboxOptions
{
    /// <inheritdoc/>
    public override string ProviderName => "e2b";

    /// <summary>Whether the sandbox is paused, not destroyed, when its lifetime ends; it is then billed as storage until it is
    /// destroyed.</summary>
    public bool PauseAtEnd { get; init; }

    /// <summary>Whether the pause at the end of the lifetime keeps memory and processes; only with <see cref="PauseAtEnd"/>. True by
    /// default.</summary>
    public bool KeepMemory { get; init; } = true;

    /// <summary>Whether traffic to a port resumes a sandbox that was paused at the end of its lifetime; needs
    /// <see cref="KeepMemory"/>.</summary>
    public bool ResumeOnTraffic { get; init; }

    /// <summary>Whether ports can be reached only with the sandbox's own token, which <see cref="SandboxEndpoint.Headers"/> then
    /// has.</summary>
    public bool IsTrafficPrivate { get; init; }

    /// <summary>The <c>Host</c> that servers inside see; <c>${PORT}</c> stands for the port. The one that was asked for when
    /// null.</summary>
    public string? RequestHost { get; init; }

    /// <summary>Addresses and networks in CIDR notation that cannot be reached, unless <see cref="NetworkPolicy.AllowOnly"/> lists them; no
    /// host names.</summary>
    public IReadOnlyList<string> DeniedDestinations { get; init => field = ContentEquality.ListOf(value); } =
        ContentEquality.ListOf<string>(null);

    /// <summary>Names of E2B's volumes by the absolute paths at which they are mounted.</summary>
    public IReadOnlyDictionary<string, string> Volumes { get; init => field = ContentEquality.DictionaryOf(value); } =
        ContentEquality.DictionaryOf<string>(null);
}
