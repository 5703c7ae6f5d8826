using Compute.Gateway.Http;
using Compute.Gateway.State;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Compute.Gateway.Routes;

/// <summary>Processes and terminals that callers follow and talk to while they run.</summary>
internal static class ProcessRoutes
{
    private const string One = "/sandboxes/{id}/processes/{process}";

    public static void Map(RouteTable routes)
    {
        routes.Map(HttpMethods.Post, "/sandboxes/{id}/processes", GatewayScopes.Execute, StartAsync);
        routes.Map(HttpMethods.Post, "/sandboxes/{id}/terminals", GatewayScopes.Execute, OpenTerminalAsync);
        routes.Get("/sandboxes/{id}/processes", ListAsync);
        routes.Map(HttpMethods.Delete, "/sandboxes/{id}/starts/{key}", GatewayScopes.Execute, CancelAsync);
        routes.Get(One + "/output", OutputAsync);
        routes.Get(One + "/wait", WaitAsync);
        routes.Map(HttpMethods.Post, One + "/input", GatewayScopes.Execute, InputAsync);
        routes.Map(
            HttpMethods.Delete,
            One + "/input",
            GatewayScopes.Execute,
            call => ToAsync(call, process => process.CloseInputAsync(call.Aborted)));
        routes.Map(HttpMethods.Post, One + "/signal", GatewayScopes.Execute, SignalAsync);
        routes.Map(
            HttpMethods.Post, One + "/kill", GatewayScopes.Execute, call => ToAsync(call, process => process.KillAsync(call.Aborted)));
        routes.Map(HttpMethods.Post, One + "/resize", GatewayScopes.Execute, ResizeAsync);
        routes.Map(HttpMethods.Delete, One, GatewayScopes.Execute, ReleaseAsync);
    }

    private static async Task StartAsync(GatewayCall call)
    {
        var sandbox = await call.SandboxAsync().ConfigureAwait(false);
        var command = await call.BodyAsync<Command>().ConfigureAwait(false);
        await StartAsync(call, sandbox, () => sandbox.StartAsync(command, CancellationToken.None)).ConfigureAwait(false);
    }

    private static async Task OpenTerminalAsync(GatewayCall call)
    {
        var sandbox = await call.SandboxAsync().ConfigureAwait(false);
        var options = await call.FindBodyAsync<TerminalOptions>().ConfigureAwait(false);
        var host = Require<ITerminalHost>(sandbox, SandboxOperation.OpenTerminal);
        await StartAsync(
            call,
            sandbox,
            async () => await host.OpenTerminalAsync(options, CancellationToken.None).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private static async Task StartAsync(GatewayCall call, ISandbox sandbox, Func<Task<ISandboxProcess>> start)
    {
        var headers = call.Context.Request.Headers;
        if (headers[GatewayProtocol.Instance] is [{ } instance] && instance != call.Server.Instance)
        {
            throw new SandboxUnavailableException("The process was started through a gateway process that is gone.")
            {
                IsOutcomeUnknown = true,
            };
        }

        var position = OutputStream.Position(call);
        var process = await call.Server.Processes.StartAsync(
            call, sandbox.Id, headers[GatewayProtocol.StartKey], start).ConfigureAwait(false);
        call.Context.Response.StatusCode = StatusCodes.Status201Created;
        call.Context.Response.Headers.Location =
            $"{call.Context.Request.PathBase}/{GatewayProtocol.Version}"
            + (call.ProviderKey.Length == 0 ? "" : $"/providers/{call.ProviderKey}")
            + $"/sandboxes/{PathSegment.Encode(sandbox.Id)}/processes/{PathSegment.Encode(process.Process.Id)}";
        await OutputStream.WriteAsync(call, process, position).ConfigureAwait(false);
    }

    private static async Task ListAsync(GatewayCall call)
    {
        var sandbox = await call.SandboxAsync().ConfigureAwait(false);
        var table = Require<IProcessTable>(sandbox, SandboxOperation.ListProcesses);
        await ItemStream.WriteLinesAsync(call, table.ListProcessesAsync(call.Aborted)).ConfigureAwait(false);
    }

    private static async Task CancelAsync(GatewayCall call)
    {
        var sandbox = await call.SandboxAsync().ConfigureAwait(false);
        await call.Server.Processes.CancelAsync(call.ProviderKey, sandbox.Id, call.Route("key")).ConfigureAwait(false);
        await call.NothingAsync().ConfigureAwait(false);
    }

    private static async Task OutputAsync(GatewayCall call)
    {
        var position = OutputStream.Position(call);
        await OutputStream.WriteAsync(call, await ProcessAsync(call).ConfigureAwait(false), position).ConfigureAwait(false);
    }

    private static async Task WaitAsync(GatewayCall call)
    {
        var process = await ProcessAsync(call).ConfigureAwait(false);
        await call.WriteAsync(await process.Process.WaitAsync(call.Aborted).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private static async Task InputAsync(GatewayCall call)
    {
        var offset = call.QueryNumber("offset", 0, long.MaxValue);
        var process = await ProcessAsync(call).ConfigureAwait(false);
        BeginBody(call, null);
        await process.WriteAsync(call.Context.Request.Body, offset, call.Aborted).ConfigureAwait(false);
        await call.NothingAsync().ConfigureAwait(false);
    }

    private static async Task SignalAsync(GatewayCall call)
    {
        var body = await call.FindBodyAsync(GatewayJson.Default.SignalRequest).ConfigureAwait(false);
        var signal = body?.Signal is >= 1 and <= 64 and var number ? new Signal(number) : throw GatewayCall.Invalid("signal", "1 to 64");
        await ToAsync(call, process => process.SignalAsync(signal, call.Aborted)).ConfigureAwait(false);
    }

    private static Task ResizeAsync(GatewayCall call)
    {
        var columns = (int)(call.QueryNumber("columns", 1, ushort.MaxValue) ?? throw GatewayCall.Invalid("columns", "given"));
        var rows = (int)(call.QueryNumber("rows", 1, ushort.MaxValue) ?? throw GatewayCall.Invalid("rows", "given"));
        return ToAsync(call, process => process is ISandboxTerminal terminal
            ? terminal.ResizeAsync(columns, rows, call.Aborted)
            : throw GatewayCall.Invalid("process", "a terminal"));
    }

    private static async Task ReleaseAsync(GatewayCall call)
    {
        var sandbox = await call.SandboxAsync().ConfigureAwait(false);
        if (await FindAsync(call, sandbox).ConfigureAwait(false) is { } process)
        {
            await call.Server.Processes.ReleaseAsync(call.ProviderKey, sandbox.Id, process).ConfigureAwait(false);
        }

        await call.NothingAsync().ConfigureAwait(false);
    }

    private static async Task ToAsync(GatewayCall call, Func<ISandboxProcess, Task> action)
    {
        await action((await ProcessAsync(call).ConfigureAwait(false)).Process).ConfigureAwait(false);
        await call.NothingAsync().ConfigureAwait(false);
    }

    private static async Task<ServedProcess> ProcessAsync(GatewayCall call) =>
        await FindAsync(call, await call.SandboxAsync().ConfigureAwait(false)).ConfigureAwait(false)
        ?? throw new ResourceNotFoundException("process", call.Route("process"));

    private static Task<ServedProcess?> FindAsync(GatewayCall call, ISandbox sandbox) => call.Server.Processes.FindAsync(
        call.ProviderKey, sandbox, call.Route("process"), call.Query("start"), call.Aborted);

    /// <summary>Prepares for a body that may come slowly, and be long.</summary>
    internal static void BeginBody(GatewayCall call, long? limit)
    {
        call.Limit(limit);
        if (call.Context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null;
        }
    }

    internal static T Require<T>(ISandbox sandbox, SandboxOperation operation)
        where T : class =>
        sandbox.TryGet<T>(out var capability)
            ? capability
            : throw new UnsupportedCapabilityException(
                operation.ToString(), sandbox.Provider.Capabilities[operation].Support.Description);
}
