using System.Net;
using Compute.Gateway.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace Compute.Gateway.Ports;

/// <summary>Passes requests on to ports of sandboxes, WebSockets included.</summary>
internal sealed class PortForwarder : IDisposable
{
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(15);

    private readonly ServiceProvider _services;
    private readonly IHttpForwarder _forwarder;
    private readonly HttpMessageInvoker _http;
    private readonly ForwarderRequestConfig _config;

    public PortForwarder(GatewayOptions options, ILoggerFactory loggers)
    {
        _config = new ForwarderRequestConfig { ActivityTimeout = options.PortIdleTimeout };
        _services = new ServiceCollection().AddSingleton(loggers).AddLogging().AddHttpForwarder().BuildServiceProvider();
        _forwarder = _services.GetRequiredService<IHttpForwarder>();

        // Nothing is followed, decoded or kept between requests of different callers.
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = ConnectLimit,
            ActivityHeadersPropagator = null,
            EnableMultipleHttp2Connections = true,
        });
    }

    /// <exception cref="GatewayRefusal">The port did not respond.</exception>
    public async Task ForwardAsync(HttpContext context, PortTarget target, QueryString query)
    {
        var address = target.AddressOf(query);
        var error = await _forwarder.SendAsync(
            context,
            address.GetLeftPart(UriPartial.Authority),
            _http,
            _config,
            new PortTransformer(target, address)).ConfigureAwait(false);
        if (error == ForwarderError.None || context.Response.HasStarted || context.RequestAborted.IsCancellationRequested)
        {
            return;
        }

        throw error switch
        {
            ForwarderError.RequestTimedOut => new GatewayRefusal(
                StatusCodes.Status504GatewayTimeout, "port-timeout", "What listens on the port sent nothing for too long."),
            ForwarderError.RequestBodyClient or ForwarderError.UpgradeRequestClient => new GatewayRefusal(
                StatusCodes.Status400BadRequest, "bad-request", "The request broke off."),
            _ => new GatewayRefusal(
                StatusCodes.Status502BadGateway, "port-unreachable", "Nothing in the sandbox listens on the port, or it broke off."),
        };
    }

    public void Dispose()
    {
        _http.Dispose();
        _services.Dispose();
    }
}
