using Compute.Framework.Authoring;
using Compute.Providers.Remote.Wire;

namespace Compute.Providers.Remote;

public sealed partial class RemoteProvider : ICapabilityRefiner
{
    private ProviderInfo? _behind;

    [CheckAvailability]
    internal async Task<ProviderAvailability> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _gateway.ReadAsync<ProviderAvailability>("availability", cancellationToken).ConfigureAwait(false);
        }
        catch (SandboxUnavailableException error)
        {
            return ProviderAvailability.Unavailable(error.Message, "Start the gateway, or correct COMPUTE_GATEWAY_URL.");
        }
    }

    async ValueTask ICapabilityRefiner.PrepareAsync(CancellationToken cancellationToken) =>
        Volatile.Write(ref _behind, await _gateway.ReadAsync<ProviderInfo>("info", cancellationToken).ConfigureAwait(false));

    /// <summary>What the provider behind the gateway does not have, nobody has; what it emulates is emulated behind the gateway, and native
    /// as seen from here.</summary>
    Support ICapabilityRefiner.Refine(SandboxOperation operation, string? option, Support declared)
    {
        if (Volatile.Read(ref _behind)?.Capabilities[operation] is not { } behind)
        {
            return declared;
        }

        var support = option is null ? behind.Support : behind[option];
        return support.Level switch
        {
            SupportLevel.Unsupported => Support.Unsupported(support.Description ?? "the provider behind the gateway does not have it"),
            SupportLevel.Emulated => declared with { Description = $"behind the gateway: {support.Description}" },
            _ => support.Description is null ? declared : declared with { Description = support.Description },
        };
    }
}
