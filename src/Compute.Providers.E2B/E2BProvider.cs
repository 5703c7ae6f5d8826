using Compute.Framework.Authoring;

namespace Compute.Providers.E2B;

/// <summary>Sandboxes of E2B: the control API over REST, and the agent in each sandbox over Connect.</summary>
[Provider("e2b", DisplayName = "E2B")]
public sealed partial class E2BProvider
{
    private readonly E2BOptions _options;
    private readonly TimeProvider _time;
    private readonly ControlClient _control;
    private readonly EnvdClient _envd;

    /// <summary>Uses E2B, or what speaks its protocol.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="http">The client.</param>
    /// <param name="timeProvider">The clock.</param>
    public E2BProvider(E2BOptions options, HttpClient http, TimeProvider timeProvider)
    {
        _options = options;
        _time = timeProvider;
        _control = new ControlClient(options, http);
        _envd = new EnvdClient(options, http, OpenAsync);
    }

    /// <summary>Finds out what requests of a sandbox need that was not created here. A connection would resume a paused one, so it is made
    /// only where the sandbox's description does not say enough.</summary>
    private async Task<SandboxAccess> OpenAsync(E2BSandbox sandbox, CancellationToken cancellationToken)
    {
        var detail = await ReadAsync(sandbox.Id, cancellationToken).ConfigureAwait(false);
        return E2BSandbox.Of(detail).Access ?? (detail.State == "paused"
            ? throw new SandboxUnavailableException("The sandbox is paused; resume it first.")
            : (await ConnectAsync(sandbox.Id, timeout: 0, cancellationToken).ConfigureAwait(false)).ToAccess());
    }

    private Task<SandboxDetail> ReadAsync(string sandboxId, CancellationToken cancellationToken) =>
        _control.CallAsync((api, key, token) => api.GetAsync(sandboxId, key, token), cancellationToken);

    /// <summary>Connects to a sandbox, which resumes a paused one, and never shortens its lifetime.</summary>
    private Task<ConnectedSandbox> ConnectAsync(string sandboxId, int? timeout, CancellationToken cancellationToken) => _control.CallAsync(
        (api, key, token) => api.ConnectAsync(sandboxId, new ConnectSandbox(timeout), key, token), cancellationToken);
}
