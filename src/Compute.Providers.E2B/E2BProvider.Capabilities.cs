using Compute.Framework.Authoring;

namespace Compute.Providers.E2B;

public sealed partial class E2BProvider : ICapabilityRefiner
{
    [CheckAvailability]
    internal async Task<ProviderAvailability> CheckAvailabilityAsync(CancellationToken cancellationToken)
    {
        try
        {
            // The smallest request that needs the key.
            await _control.TryAsync(
                static (api, key, token) => api.ListAsync(metadata: null, state: null, limit: 1, nextToken: null, key, token),
                cancellationToken).ConfigureAwait(false);
            return ProviderAvailability.Available();
        }
        catch (ProviderAuthenticationException error)
        {
            return ProviderAvailability.Unavailable(error.Message, "Set E2B_API_KEY to a key of https://e2b.dev/dashboard?tab=keys");
        }
        catch (ComputeException error) when (error is SandboxUnavailableException or ProviderTimeoutException)
        {
            return ProviderAvailability.Unavailable(
                $"{_control.Address} does not respond: {error.Message}", "Check the network, E2B_DOMAIN and E2B_API_URL.");
        }
    }

    /// <summary>Nothing to find out.</summary>
    ValueTask ICapabilityRefiner.PrepareAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    Support ICapabilityRefiner.Refine(SandboxOperation operation, string? option, Support declared) => (operation, option) switch
    {
        (SandboxOperation.CreateSandbox, nameof(CreateSandboxOptions.Lifetime)) =>
            declared with { Description = "E2B ends a sandbox after 5 minutes when none is given, and after an hour or a day at most" },
        (SandboxOperation.AttachProcess, null) => declared with
        {
            Description = "the output of a process that another process of this program started begins where it is found",
        },
        (SandboxOperation.WatchFiles, null) => declared with
        {
            Description = "a name that is gone, directly followed by a new one, is taken for a rename",
        },
        (SandboxOperation.CreateSnapshot, null) => declared with { Description = "files, memory and processes" },
        (SandboxOperation.ReadLogs, null) => declared with { Description = "what E2B collected of the sandbox" },
        _ => declared,
    };
}
