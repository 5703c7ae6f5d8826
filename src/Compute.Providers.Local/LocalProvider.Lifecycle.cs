using Compute.Framework;
using Compute.Framework.Authoring;

namespace Compute.Providers.Local;

public sealed partial class LocalProvider
{
    private const string Loopback = "127.0.0.1";

    [Pause]
    internal Task PauseAsync(LocalHandle sandbox, CancellationToken cancellationToken) => _backend.PauseAsync(sandbox.Id, cancellationToken);

    [Resume]
    internal Task ResumeAsync(LocalHandle sandbox, CancellationToken cancellationToken) => _backend.ResumeAsync(sandbox.Id, cancellationToken);

    [ExtendLifetime]
    internal Task ExtendLifetimeAsync(LocalHandle sandbox, TimeSpan lifetime, CancellationToken cancellationToken) =>
        _backend.ExtendAsync(sandbox.Id, lifetime, cancellationToken);

    [GetMetrics]
    internal Task<SandboxMetrics> GetMetricsAsync(LocalHandle sandbox, CancellationToken cancellationToken) =>
        _backend.MeasureAsync(sandbox.Id, cancellationToken);

    [GetEndpoint]
    internal async Task<SandboxEndpoint> GetEndpointAsync(LocalHandle sandbox, int port, CancellationToken cancellationToken)
    {
        var found = await GetAsync(sandbox.Id, cancellationToken).ConfigureAwait(false) ?? throw new SandboxNotFoundException();
        return found.Ports.Contains(port)
            ? new SandboxEndpoint { Url = new UriBuilder(Uri.UriSchemeHttp, Loopback, port).Uri, Host = Loopback, Port = port }
            : throw new EndpointNotFoundException(port);
    }
}
