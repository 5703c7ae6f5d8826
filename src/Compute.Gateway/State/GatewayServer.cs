using System.Security.Cryptography;
using Compute.Gateway.Access;
using Compute.Gateway.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Compute.Gateway.State;

/// <summary>What a gateway keeps between requests: nothing that the back end's labels do not have, but for live streams.</summary>
internal sealed class GatewayServer(IServiceProvider services, GatewayOptions options, ILogger logger, TimeProvider time)
{
    private readonly AccessControl _access = new(options, time);

    public GatewayOptions Options => options;

    public ILogger Logger => logger;

    public TimeProvider Time => time;

    /// <summary>Tells this gateway process from others, also from the one that ran here before.</summary>
    public string Instance { get; } = RandomNumberGenerator.GetHexString(16, lowercase: true);

    public SandboxDirectory Sandboxes { get; } = new();

    public CreateRequests Creates { get; } = new(options.CreateGrace, time);

    public ProcessRegistry Processes { get; } = new(options, time, logger);

    /// <summary>The names of the providers that are registered.</summary>
    public IReadOnlyList<string> ProviderNames => [.. services.GetServices<RegisteredProvider>().Select(static provider => provider.Name)];

    /// <summary>Answers a request: who, for which provider, what; errors as problem details.</summary>
    public async Task HandleAsync(HttpContext context, GatewayScopes needed, Func<GatewayCall, Task> handler)
    {
        context.Response.Headers[GatewayProtocol.Instance] = Instance;
        context.Response.Headers.XContentTypeOptions = "nosniff";
        try
        {
            var caller = Authorize(context, needed);
            await handler(Begin(context, caller, context.Request.RouteValues["provider"] as string)).ConfigureAwait(false);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for the response.
            context.Abort();
        }
        catch (Exception exception)
        {
            await Problems.WriteAsync(context, exception, logger).ConfigureAwait(false);
        }
    }

    /// <summary>Finds out who makes a request.</summary>
    /// <exception cref="GatewayRefusal">The caller may not make it.</exception>
    public Caller Authorize(HttpContext context, GatewayScopes needed) => _access.Authorize(context, needed);

    /// <summary>A request of a caller, for a provider by its name; null for the default provider.</summary>
    /// <exception cref="GatewayRefusal">There is no such provider.</exception>
    public GatewayCall Begin(HttpContext context, Caller caller, string? providerName)
    {
        var provider = providerName is null
            ? services.GetService<ISandboxProvider>()
            : services.GetKeyedService<ISandboxProvider>(providerName);
        return provider is null
            ? throw new GatewayRefusal(StatusCodes.Status404NotFound, "provider-not-found", "This gateway has no such provider.")
            : new GatewayCall(this, context, caller, provider, providerName ?? "");
    }

    /// <summary>Ends what this process alone can end: the processes that were started through it.</summary>
    public async ValueTask StopAsync()
    {
        Creates.Dispose();
        await Processes.DisposeAsync().ConfigureAwait(false);
    }
}
