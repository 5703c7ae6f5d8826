using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Compute.Gateway.E2B.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Compute.Gateway.E2B.Interpreter;

/// <summary>The code interpreter (port 49999): Python code in contexts that keep their state.</summary>
internal sealed class InterpreterRoutes(E2BServer server)
{
    private const string Python = "python";
    private const string DefaultId = "python";
    private const int MaxContexts = 32;

    private readonly ConcurrentDictionary<(string Sandbox, string Id), CodeContext> _contexts = new();

    public static void Map(RouteGroupBuilder group, E2BServer server)
    {
        var routes = new InterpreterRoutes(server);
        server.Forgotten += id => _ = routes.ForgetAsync(id);
        group.MapMethods("/execute", [HttpMethods.Post], context => routes.HandleAsync(context, routes.ExecuteAsync));
        group.MapMethods("/contexts", [HttpMethods.Get], context => routes.HandleAsync(context, routes.ListAsync));
        group.MapMethods("/contexts", [HttpMethods.Post], context => routes.HandleAsync(context, routes.CreateAsync));
        group.MapMethods("/contexts/{context}", [HttpMethods.Delete], context => routes.HandleAsync(context, routes.RemoveAsync));
        group.MapMethods(
            "/contexts/{context}/restart", [HttpMethods.Post], context => routes.HandleAsync(context, routes.RestartAsync));
    }

    private Task HandleAsync(HttpContext context, Func<E2BCall, Task> handler) => server.HandleSandboxAsync(
        context,
        SandboxAddress.InterpreterPort,
        static (one, request, id) => one.HasToken(request, id) is true || one.HasTrafficToken(request, id)
            ? Task.CompletedTask
            : throw new E2BError(401, RpcCode.Unauthenticated, "The sandbox's token is missing or wrong."),
        handler,
        (failed, exception) => E2BErrors.WriteAsync(failed, exception, server.Gateway.Logger));

    private async Task ExecuteAsync(E2BCall call)
    {
        var asked = await call.FindBodyAsync(InterpreterJson.Default.ExecuteRequest).ConfigureAwait(false);
        if (asked?.Code is not { } code)
        {
            throw E2BError.Invalid("code has to be a text");
        }

        if (asked is { ContextId: not null, Language: not null })
        {
            throw E2BError.Invalid("Only one of context_id or language can be provided");
        }

        CheckLanguage(asked.Language);
        var context = Require(call, asked.ContextId ?? DefaultId);
        var request = JsonSerializer.Serialize(new CodeLine(code, asked.EnvVars ?? []), InterpreterJson.Default.CodeLine);
        using var connection = server.Connections.Open(call.SandboxId, call.Aborted);
        try
        {
            await context.RunAsync(
                call,
                request,
                async line =>
                {
                    if (!call.Context.Response.HasStarted)
                    {
                        call.Context.Response.ContentType = "application/x-ndjson";
                    }

                    var body = call.Context.Response.Body;
                    await body.WriteAsync(Encoding.UTF8.GetBytes(line + "\n"), connection.Token).ConfigureAwait(false);
                    await body.FlushAsync(connection.Token).ConfigureAwait(false);
                },
                connection.Token).ConfigureAwait(false);
        }
        catch (Exception) when (connection.Token.IsCancellationRequested)
        {
            call.Context.Abort();
        }
    }

    private Task ListAsync(E2BCall call)
    {
        Require(call, DefaultId);
        var contexts = _contexts.Where(one => one.Key.Sandbox == call.SandboxId).Select(static one => FormOf(one.Value)).ToList();
        return call.WriteAsync(contexts, InterpreterJson.Default.ListContextForm);
    }

    private async Task CreateAsync(E2BCall call)
    {
        var asked = await call.FindBodyAsync(InterpreterJson.Default.ContextRequest).ConfigureAwait(false);
        CheckLanguage(asked?.Language);
        if (_contexts.Keys.Count(key => key.Sandbox == call.SandboxId) >= MaxContexts)
        {
            throw new ResourceLimitException("contexts of the sandbox");
        }

        var context = new CodeContext(Guid.NewGuid().ToString(), asked?.Cwd);
        _contexts[(call.SandboxId, context.Id)] = context;
        await call.WriteAsync(FormOf(context), InterpreterJson.Default.ContextForm).ConfigureAwait(false);
    }

    private async Task RemoveAsync(E2BCall call)
    {
        var id = IdOf(call);
        var context = Require(call, id);
        _contexts.TryRemove((call.SandboxId, id), out _);
        await context.DisposeAsync().ConfigureAwait(false);
        await call.NothingAsync().ConfigureAwait(false);
    }

    private async Task RestartAsync(E2BCall call)
    {
        await Require(call, IdOf(call)).RestartAsync().ConfigureAwait(false);
        await call.NothingAsync().ConfigureAwait(false);
    }

    private CodeContext Require(E2BCall call, string id) => id == DefaultId
        ? _contexts.GetOrAdd((call.SandboxId, DefaultId), static key => new CodeContext(key.Id, directory: null))
        : _contexts.GetValueOrDefault((call.SandboxId, id)) ?? throw E2BError.NotFound($"Context {id} not found");

    private async Task ForgetAsync(string sandboxId)
    {
        foreach (var key in _contexts.Keys.Where(key => key.Sandbox == sandboxId))
        {
            if (_contexts.TryRemove(key, out var context))
            {
                await context.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private static string IdOf(E2BCall call) => call.Gateway.Route("context");

    private static ContextForm FormOf(CodeContext context) => new(context.Id, Python, context.Directory ?? "");

    private static void CheckLanguage(string? language)
    {
        if (language is not (null or "" or Python or "python3"))
        {
            throw E2BError.Invalid($"The language '{language}' is not supported by this gateway: it has python alone");
        }
    }
}

/// <summary>Code to run.</summary>
internal sealed record ExecuteRequest
{
    public string? Code { get; init; }

    [JsonPropertyName("context_id")]
    public string? ContextId { get; init; }

    public string? Language { get; init; }

    [JsonPropertyName("env_vars")]
    public Dictionary<string, string>? EnvVars { get; init; }
}

/// <summary>A context to create.</summary>
internal sealed record ContextRequest(string? Language, string? Cwd);

/// <summary>A context.</summary>
internal sealed record ContextForm(string Id, string Language, string Cwd);

/// <summary>What the Python program in the sandbox is asked.</summary>
internal sealed record CodeLine(string Code, Dictionary<string, string> Env);

/// <summary>The forms of the code interpreter.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ExecuteRequest))]
[JsonSerializable(typeof(ContextRequest))]
[JsonSerializable(typeof(ContextForm))]
[JsonSerializable(typeof(List<ContextForm>))]
[JsonSerializable(typeof(CodeLine))]
internal sealed partial class InterpreterJson : JsonSerializerContext;
