using Compute.Framework.Streams;

namespace Compute.Framework.Runtime;

/// <content>Disposal by who cannot wait asynchronously, such as a service container.</content>
public sealed partial class ProviderRuntime<THandle>
{
    /// <summary>How long a synchronous disposal waits for the back end.</summary>
    private static readonly TimeSpan DisposalLimit = TimeSpan.FromSeconds(60);

    /// <summary>Does what <see cref="DisposeAsync"/> does, and blocks until it is done, for at most 60 seconds.</summary>
    /// <remarks>It runs on the thread pool, so that a caller with a synchronisation context is not waited for. Failures
    /// are logged, as by <see cref="DisposeAsync"/>.</remarks>
    /// <exception cref="ProviderTimeoutException">Not everything was destroyed in time; the disposal goes on.</exception>
    public void Dispose()
    {
        try
        {
            Blocking.Wait(DisposeAsync, DisposalLimit, Services.TimeProvider);
        }
        catch (TimeoutException exception)
        {
            var error = new ProviderTimeoutException(
                $"Not all sandboxes were destroyed within {DisposalLimit.TotalSeconds} seconds; the disposal goes on in the background.",
                exception)
            {
                Remediation = "Dispose asynchronously, which has no such limit, or remove later with ReapAsync what was left.",
            };
            error.AddContext(Manifest.Name, null, nameof(SandboxOperation.DestroySandbox));
            throw error;
        }
    }
}
