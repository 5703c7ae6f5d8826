using Compute.Framework;

namespace Compute.Providers.Local;

internal sealed partial class LocalBackend
{
    public ProviderAvailability CheckAvailability()
    {
        try
        {
            _store.State.Ensure();
            return ProviderAvailability.Available(Environment.OSVersion.VersionString);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return ProviderAvailability.Unavailable(
                $"The state directory '{_store.State.Root}' cannot be used: {exception.Message}",
                $"Set {nameof(LocalOptions.StateDirectory)} to a directory that this user can write to.");
        }
    }

    /// <summary>Says how things are done on this machine, and what it lacks.</summary>
    public Capability Refine(SandboxOperation operation, string? option, Capability declared) => (operation, option) switch
    {
        (SandboxOperation.CreateSandbox, null) => declared with { Description = Isolated() },
        _ => declared,
    };

    private string Isolated()
    {
        // The contract asks for this synchronously, once; the answer is a probe of some milliseconds.
        var (isolation, reason) = Task.Run(_isolation.ExplainAsync).Result;
        return reason is null ? $"isolation '{isolation}'" : $"isolation '{isolation}': {reason}";
    }
}
