namespace Compute.Framework;

/// <summary>A sandbox whose ports can be reached from outside.</summary>
public interface IEndpointSource
{
    /// <summary>Gets the endpoint at which a port of the sandbox can be reached. No process needs to listen on the port yet.</summary>
    /// <param name="port">The port inside the sandbox, 1 to 65535; one of <see cref="CreateSandboxOptions.Ports"/>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="EndpointNotFoundException">The sandbox does not publish the port.</exception>
    Task<SandboxEndpoint> GetEndpointAsync(int port, CancellationToken cancellationToken = default);
}
