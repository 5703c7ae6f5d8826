using System.Globalization;
using System.Text;
using System.Text.Json;
using Compute.Gateway.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Compute.Gateway.E2B;

/// <summary>Errors in E2B's two dialects: a number as <c>code</c> in plain responses, and the Connect protocol's names in remote
/// calls.</summary>
internal static class E2BErrors
{
    /// <summary>The error as E2B has it.</summary>
    public static E2BError Describe(Exception exception, ILogger logger)
    {
        if (exception is E2BError known)
        {
            return known;
        }

        var (status, info) = Problems.Describe(exception, logger);
        var (mapped, code) = exception switch
        {
            GatewayRefusal refusal => (refusal.Status, RefusalCode(refusal.Status)),
            SandboxNotFoundException => (404, RpcCode.Unavailable),
            SandboxFileNotFoundException or ResourceNotFoundException or EndpointNotFoundException => (404, RpcCode.NotFound),
            SandboxFileAccessDeniedException => (403, RpcCode.PermissionDenied),
            SandboxFileException => (400, RpcCode.InvalidArgument),
            ResourceConflictException => (409, RpcCode.AlreadyExists),
            ProcessInputClosedException => (409, RpcCode.FailedPrecondition),
            UnsupportedOptionException => (400, RpcCode.InvalidArgument),
            UnsupportedCapabilityException => (400, RpcCode.Unimplemented),
            ResourceLimitException { IsTransient: true } => (429, RpcCode.ResourceExhausted),
            ResourceLimitException => (507, RpcCode.ResourceExhausted),
            ProviderTimeoutException => (504, RpcCode.DeadlineExceeded),
            SandboxUnavailableException { IsOutcomeUnknown: false } => (503, RpcCode.Unavailable),
            ComputeException => (500, RpcCode.Internal),
            _ => (status, RefusalCode(status)),
        };
        return new E2BError(mapped, code, info.Message);
    }

    /// <summary>Writes a plain error; once the response has begun, it is cut.</summary>
    public static async Task<string> WriteAsync(HttpContext context, Exception exception, ILogger logger)
    {
        var error = Describe(exception, logger);
        if (context.Response.HasStarted)
        {
            context.Abort();
            return NameOf(error.Rpc);
        }

        Prepare(context, error.Status, exception);
        await WriteJsonAsync(context, writer =>
        {
            writer.WriteNumber("code", error.Status);
            writer.WriteString("message", error.Message);
        }).ConfigureAwait(false);
        return NameOf(error.Rpc);
    }

    /// <summary>Writes what the vendor's proxy says where a sandbox, or its port, cannot be reached.</summary>
    public static async Task WriteUnreachableAsync(
        HttpContext context, string sandboxId, string message, int? port = null, int status = StatusCodes.Status502BadGateway)
    {
        Prepare(context, status, exception: null);
        await WriteJsonAsync(context, writer =>
        {
            writer.WriteString("sandboxId", sandboxId);
            writer.WriteString("message", message);
            if (port is { } number)
            {
                writer.WriteNumber("port", number);
            }

            writer.WriteNumber("code", status);
        }).ConfigureAwait(false);
    }

    /// <summary>Writes the error of a unary remote call.</summary>
    public static async Task<string> WriteRpcAsync(HttpContext context, Exception exception, ILogger logger)
    {
        var error = Describe(exception, logger);
        if (context.Response.HasStarted)
        {
            context.Abort();
            return NameOf(error.Rpc);
        }

        Prepare(context, StatusOf(error.Rpc), exception);
        await WriteJsonAsync(context, writer =>
        {
            writer.WriteString("code", NameOf(error.Rpc));
            writer.WriteString("message", error.Message);
        }).ConfigureAwait(false);
        return NameOf(error.Rpc);
    }

    /// <summary>The name of a code on the wire: <c>not_found</c>.</summary>
    public static string NameOf(RpcCode code)
    {
        var name = new StringBuilder();
        foreach (var character in code.ToString())
        {
            name.Append(char.IsAsciiLetterUpper(character) && name.Length > 0 ? "_" : "").Append(char.ToLowerInvariant(character));
        }

        return name.ToString();
    }

    private static void Prepare(HttpContext context, int status, Exception? exception)
    {
        context.Response.Clear();
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        if (exception is ComputeException { RetryAfter: { } wait })
        {
            context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }
    }

    private static async Task WriteJsonAsync(HttpContext context, Action<Utf8JsonWriter> write)
    {
        var writer = new Utf8JsonWriter(context.Response.BodyWriter);
        await using (writer.ConfigureAwait(false))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        await context.Response.BodyWriter.FlushAsync(context.RequestAborted).ConfigureAwait(false);
    }

    private static RpcCode RefusalCode(int status) => status switch
    {
        400 or 415 or 422 => RpcCode.InvalidArgument,
        401 => RpcCode.Unauthenticated,
        403 => RpcCode.PermissionDenied,
        404 => RpcCode.NotFound,
        409 => RpcCode.AlreadyExists,
        413 or 429 => RpcCode.ResourceExhausted,
        _ => RpcCode.Internal,
    };

    private static int StatusOf(RpcCode code) => code switch
    {
        RpcCode.Canceled => 499,
        RpcCode.InvalidArgument or RpcCode.FailedPrecondition => 400,
        RpcCode.DeadlineExceeded => 504,
        RpcCode.NotFound => 404,
        RpcCode.AlreadyExists or RpcCode.Aborted => 409,
        RpcCode.PermissionDenied => 403,
        RpcCode.ResourceExhausted => 429,
        RpcCode.Unimplemented => 501,
        RpcCode.Unavailable => 503,
        RpcCode.Unauthenticated => 401,
        _ => 500,
    };
}
