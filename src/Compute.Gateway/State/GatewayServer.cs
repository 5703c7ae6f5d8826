using System.Security.Cryptography;
using Compute.Gateway.Access;
using Compute.Gateway.Audit;
using Compute.Gateway.Http;
using Compute.Gateway.Ports;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Compute.Gateway.State;

/// <summary>What a gateway keeps between requests: nothing that the back end's labels do not have, but for live streams.</summary>
internal sealed class GatewayServer : IAsyncDisposable
{
    private readonly IServiceProvider _services;
    private readonly AccessControl _access;
    private readonly RequestRates _rates;
    private readonly AuditTrail _audit;

    public GatewayServer(IServiceProvider services, GatewayOptions options, ILoggerFactory loggers, TimeProvider time)
    {
        (_services, Options, Time) = (services, options, time);
        Logger = loggers.CreateLogger("Compute.Gateway");
        var store = services.GetService<IGatewayKeyStore>() ?? (options.KeyFile is { } file ? new GatewayKeyFile(file) : null);
        Keys = new KeyRing(options, store, time);
        _access = new AccessControl(Keys);
        _rates = new RequestRates(options);
        _audit = new AuditTrail(loggers, services.GetServices<IGatewayAudit>(), time);
        Quotas = new SandboxQuotas(options);
        Creates = new CreateRequests(options.CreateGrace, time);
        Processes = new ProcessRegistry(options, time, Logger);
        Follows = new FollowRegistry(options, time);
        PortLinks = new PortLinks(options.LinkKey, time);
        PortAccess = new PortAccess(_access, PortLinks);
        PortAddresses = new PortAddresses(options);
        Forwarder = new PortForwarder(options, loggers);
    }

    public GatewayOptions Options { get; }

    public ILogger Logger { get; }

    public TimeProvider Time { get; }

    /// <summary>Distinguishes this gateway process from others, also from the one that ran here before.</summary>
    public string Instance { get; } = RandomNumberGenerator.GetHexString(16, lowercase: true);

    public SandboxDirectory Sandboxes { get; } = new();

    public CreateRequests Creates { get; }

    public ProcessRegistry Processes { get; }

    public FollowRegistry Follows { get; }

    public ShutdownState Shutdown { get; } = new();

    public KeyRing Keys { get; }

    public SandboxQuotas Quotas { get; }

    public PortLinks PortLinks { get; }

    public PortAccess PortAccess { get; }

    public PortAddresses PortAddresses { get; }

    public PortForwarder Forwarder { get; }

    /// <summary>The names of the providers that are registered.</summary>
    public IReadOnlyList<string> ProviderNames => [.. _services.GetServices<RegisteredProvider>().Select(static provider => provider.Name)];

    /// <summary>Answers a request with a key: who, for which provider, what; errors as problem details.</summary>
    public Task HandleAsync(HttpContext context, GatewayScopes needed, Func<GatewayCall, Task> handler) => HandleAsync(
        context,
        async (server, request) => new Admission(
            await server._access.AuthorizeAsync(request, needed).ConfigureAwait(false), request.GetRouteValue("provider") as string ?? ""),
        handler);

    /// <inheritdoc cref="HandleAsync(HttpContext, Func{HttpContext, ValueTask{Admission}}, Func{GatewayCall, Task}, FailureWriter)"/>
    public Task HandleAsync(
        HttpContext context, Func<GatewayServer, HttpContext, ValueTask<Admission>> admit, Func<GatewayCall, Task> handler) =>
        HandleAsync(context, request => admit(this, request), handler, (request, error) => Problems.WriteAsync(request, error, Logger));

    /// <summary>Responds to a request; who makes it, and for which provider, is found in it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="admit">Finds out who makes it, and refuses who may not.</param>
    /// <param name="handler">Does what it asks for.</param>
    /// <param name="fail">Writes an error.</param>
    public async Task HandleAsync(
        HttpContext context, Func<HttpContext, ValueTask<Admission>> admit, Func<GatewayCall, Task> handler, FailureWriter fail)
    {
        context.Response.Headers[GatewayProtocol.Instance] = Instance;
        context.Response.Headers.XContentTypeOptions = "nosniff";
        if (Shutdown.HasBegun)
        {
            // The next request of the caller goes to who still serves.
            context.Response.Headers.Connection = "close";
        }

        using var activity = GatewayTelemetry.Activities.StartActivity("compute.gateway.request");
        using var serving = Shutdown.Serve(isWork: !HttpMethods.IsGet(context.Request.Method));
        var began = _audit.Begin();
        var subject = new AuditSubject();
        Admission? admission = null;
        string? error = null;
        try
        {
            admission = await admit(context).ConfigureAwait(false);
            _rates.Count(admission.Caller);
            using var call = new GatewayCall(
                this, context, admission.Caller, RequireProvider(admission.Provider), admission.Provider, subject);
            await handler(call).ConfigureAwait(false);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for the response.
            context.Abort();
        }
        catch (Exception exception)
        {
            error = await fail(context, exception).ConfigureAwait(false);
        }

        var status = context.RequestAborted.IsCancellationRequested ? AuditTrail.CallerGone : context.Response.StatusCode;
        var entry = await _audit.RecordAsync(context, began, admission, subject, status, error).ConfigureAwait(false);
        GatewayTelemetry.Record(activity, entry);
    }

    /// <summary>A provider by its name; the default provider for an empty one.</summary>
    /// <exception cref="GatewayRefusal">There is no such provider.</exception>
    public ISandboxProvider RequireProvider(string name)
    {
        var provider = name.Length == 0
            ? _services.GetService<ISandboxProvider>()
            : _services.GetKeyedService<ISandboxProvider>(name);
        return provider
            ?? throw new GatewayRefusal(StatusCodes.Status404NotFound, "provider-not-found", "This gateway has no such provider.");
    }

    /// <inheritdoc cref="AccessControl.AuthorizeAsync"/>
    public ValueTask<Caller> AuthorizeAsync(HttpContext context, GatewayScopes needed, string? keyHeader) =>
        _access.AuthorizeAsync(context, needed, keyHeader);

    /// <summary>Lets work that runs come to its end, for a while. What begins meanwhile is refused.</summary>
    public Task DrainAsync() => Shutdown.DrainAsync(() => Processes.RunningCount, Options.ShutdownGrace, Time);

    /// <summary>Ends what this process alone can end: the processes that were started through it.</summary>
    public async ValueTask DisposeAsync()
    {
        Creates.Dispose();
        Forwarder.Dispose();
        _rates.Dispose();
        Shutdown.Dispose();
        await Follows.DisposeAsync().ConfigureAwait(false);
        await Processes.DisposeAsync().ConfigureAwait(false);
    }
}
