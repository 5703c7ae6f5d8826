using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Compute.Gateway.Description;

/// <summary>The description of the protocol (OpenAPI 3.1), and a page of it. Both say nothing of this gateway, and need no key.</summary>
internal static class DescriptionRoutes
{
    private const string Resource = "openapi.json";

    private static readonly Lazy<byte[]> Document = new(ReadDocument);
    private static readonly Lazy<string> Page = new(() => DescriptionPage.Write(Document.Value));

    public static void Map(RouteGroupBuilder group)
    {
        group.MapMethods("/openapi.json", [HttpMethods.Get], static context =>
        {
            context.Response.ContentType = GatewayProtocol.JsonType;
            context.Response.Headers.XContentTypeOptions = "nosniff";
            return context.Response.Body.WriteAsync(Document.Value, context.RequestAborted).AsTask();
        });
        group.MapMethods("/docs", [HttpMethods.Get], static context =>
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            context.Response.Headers.XContentTypeOptions = "nosniff";
            context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'";
            return context.Response.WriteAsync(Page.Value, context.RequestAborted);
        });
    }

    private static byte[] ReadDocument()
    {
        using var resource = typeof(DescriptionRoutes).Assembly.GetManifestResourceStream(Resource)!;
        using var copy = new MemoryStream();
        resource.CopyTo(copy);
        return copy.ToArray();
    }
}
