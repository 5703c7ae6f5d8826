using System.Text.Json;
using Compute.Gateway.Http;
using Microsoft.AspNetCore.Http;

namespace Compute.Gateway.Routes;

/// <summary>What there is behind the gateway, and what it can do.</summary>
internal static class ProviderRoutes
{
    public static void Map(RouteTable routes)
    {
        routes.MapOnce(HttpMethods.Get, "/providers", GatewayScopes.Read, ListAsync);
        routes.Get("/info", InfoAsync);
        routes.Get("/availability", AvailabilityAsync);
    }

    /// <summary>Names the providers.</summary>
    private static async Task ListAsync(GatewayCall call)
    {
        call.Context.Response.ContentType = GatewayProtocol.JsonType;
        var writer = new Utf8JsonWriter(call.Context.Response.BodyWriter);
        await using var disposing = writer.ConfigureAwait(false);
        writer.WriteStartArray();
        foreach (var name in call.Server.ProviderNames)
        {
            writer.WriteStringValue(name);
        }

        writer.WriteEndArray();
    }

    private static async Task InfoAsync(GatewayCall call)
    {
        var info = await call.Provider.GetInfoAsync(call.Aborted).ConfigureAwait(false);

        // Settings are the operator's business.
        await call.WriteAsync(info with
        {
            Capabilities = GatewayManifest.Narrow(info.Capabilities, call),
            Settings = new ProviderSettingsSchema([]),
        }).ConfigureAwait(false);
    }

    private static async Task AvailabilityAsync(GatewayCall call) =>
        await call.WriteAsync(await call.Provider.CheckAvailabilityAsync(call.Aborted).ConfigureAwait(false)).ConfigureAwait(false);
}
