using Compute.Gateway.E2B.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Compute.Gateway.E2B.Api;

/// <summary>The control interface, in both versions that the SDKs call.</summary>
internal static class ApiRoutes
{
    public static void Map(RouteGroupBuilder group, E2BServer server)
    {
        Add("POST", "/v2/sandboxes", GatewayScopes.Manage, SandboxCreation.CreateAsync);
        Add("POST", "/sandboxes", GatewayScopes.Manage, SandboxCreation.CreateOldAsync);
        Add("GET", "/v2/sandboxes", GatewayScopes.Read, SandboxList.ListAsync);
        Add("GET", "/sandboxes", GatewayScopes.Read, SandboxList.ListOldAsync);
        Add("GET", "/sandboxes/{id}", GatewayScopes.Read, SandboxLife.GetAsync);
        Add("DELETE", "/sandboxes/{id}", GatewayScopes.Manage, SandboxLife.KillAsync);
        Add("POST", "/v2/sandboxes/{id}/connect", GatewayScopes.Execute, SandboxLife.ConnectAsync);
        Add("POST", "/sandboxes/{id}/connect", GatewayScopes.Execute, SandboxLife.ConnectAsync);
        Add("POST", "/sandboxes/{id}/resume", GatewayScopes.Execute, SandboxLife.ConnectAsync);
        Add("POST", "/sandboxes/{id}/timeout", GatewayScopes.Manage, SandboxLife.SetTimeoutAsync);
        Add("POST", "/sandboxes/{id}/pause", GatewayScopes.Manage, SandboxLife.PauseAsync);
        Add("POST", "/sandboxes/{id}/fork", GatewayScopes.Manage, Snapshots.ForkAsync);
        Add("POST", "/sandboxes/{id}/snapshots", GatewayScopes.Manage, Snapshots.CreateAsync);
        Add("GET", "/snapshots", GatewayScopes.Read, Snapshots.ListAsync);
        Add("DELETE", "/templates/{id}", GatewayScopes.Manage, Snapshots.DeleteAsync);
        Add("GET", "/templates/aliases/{id}", GatewayScopes.Read, Observations.AliasAsync);
        Add("GET", "/sandboxes/{id}/metrics", GatewayScopes.Read, Observations.MetricsAsync);
        Add("GET", "/sandboxes/{id}/logs", GatewayScopes.Read, Observations.OldLogsAsync);
        Add("GET", "/v2/sandboxes/{id}/logs", GatewayScopes.Read, Observations.LogsAsync);
        Add("PUT", "/sandboxes/{id}/network", GatewayScopes.Manage, static call => throw new UnsupportedCapabilityException(
            "UpdateNetwork", "the network of a sandbox is fixed at its creation"));

        void Add(string method, string path, GatewayScopes needed, Func<E2BCall, Task> handler) =>
            group.MapMethods(path, [method], context => server.HandleApiAsync(context, needed, handler));
    }
}
