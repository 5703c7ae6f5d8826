using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Compute.Gateway.Http;

/// <summary>Errors as problem details (RFC 9457), whose member <c>error</c> is the contract's form of the error.</summary>
internal static partial class Problems
{
    /// <summary>The status and the error for an exception that a request caused.</summary>
    public static (int Status, ComputeErrorInfo Error) Describe(Exception exception, ILogger logger)
    {
        switch (exception)
        {
            case GatewayRefusal refusal when refusal.Status is StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden:
                return (refusal.Status, new ProviderAuthenticationException(refusal.Message).ToErrorInfo());
            case GatewayRefusal refusal:
                return (refusal.Status, new ComputeErrorInfo { Code = refusal.Code, Message = refusal.Message });
            case ComputeException error:
                return (StatusOf(error), error.ToErrorInfo());
            case BadHttpRequestException bad:
                return (bad.StatusCode, new ComputeErrorInfo { Code = "bad-request", Message = bad.Message });
            case JsonException json:
                return (StatusCodes.Status400BadRequest, new ComputeErrorInfo { Code = "invalid-json", Message = json.Message });
            case ArgumentException argument:
                return (StatusCodes.Status400BadRequest, new ComputeErrorInfo { Code = "invalid-argument", Message = argument.Message });
            default:
                // What it says is for the log of this machine, and not for the caller.
                Failed(logger, exception);
                return (
                    StatusCodes.Status500InternalServerError,
                    new ProviderFaultException("The gateway failed; its log has the reason.").ToErrorInfo());
        }
    }

    /// <summary>Writes the problem; once the response has begun, it is cut, so that the caller sees a lost connection.</summary>
    /// <returns>The error's code.</returns>
    public static async Task<string> WriteAsync(HttpContext context, Exception exception, ILogger logger)
    {
        var response = context.Response;
        if (response.HasStarted)
        {
            context.Abort();
            return Describe(exception, logger).Error.Code;
        }

        var (status, error) = Describe(exception, logger);
        var (authenticate, range) = (response.Headers.WWWAuthenticate, response.Headers.ContentRange);
        var connection = response.Headers.Connection;
        response.Clear();
        response.Headers.Connection = connection;
        response.StatusCode = status;
        response.ContentType = GatewayProtocol.ProblemType;
        response.Headers.WWWAuthenticate = authenticate;
        response.Headers.ContentRange = status == StatusCodes.Status416RangeNotSatisfiable ? range : default;
        if (error.RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        var writer = new Utf8JsonWriter(response.BodyWriter);
        await using (writer.ConfigureAwait(false))
        {
            writer.WriteStartObject();
            writer.WriteString("type", $"urn:compute:error:{error.Code}");
            writer.WriteString("title", error.Code);
            writer.WriteNumber("status", status);
            writer.WriteString("detail", error.Message);
            writer.WritePropertyName("error");
            JsonSerializer.Serialize(writer, error, ComputeJson.TypeInfo<ComputeErrorInfo>());
            writer.WriteEndObject();
        }

        await response.BodyWriter.FlushAsync(context.RequestAborted).ConfigureAwait(false);
        return error.Code;
    }

    /// <summary>A client may repeat what has a status from 502 on, and 429: only what is transient has one of these.</summary>
    private static int StatusOf(ComputeException error) => error switch
    {
        SandboxNotFoundException or SandboxFileNotFoundException or ResourceNotFoundException or EndpointNotFoundException =>
            StatusCodes.Status404NotFound,
        ResourceConflictException or ProcessInputClosedException or SandboxDirectoryNotEmptyException => StatusCodes.Status409Conflict,
        OutputDroppedException => StatusCodes.Status410Gone,
        SandboxFileAccessDeniedException => StatusCodes.Status403Forbidden,
        SandboxFileException or UnsupportedOptionException or UnsupportedCapabilityException => StatusCodes.Status422UnprocessableEntity,
        ResourceLimitException { IsTransient: true } => StatusCodes.Status429TooManyRequests,
        ResourceLimitException => StatusCodes.Status507InsufficientStorage,
        SandboxUnavailableException { IsOutcomeUnknown: true } => StatusCodes.Status424FailedDependency,
        SandboxUnavailableException { RetryAfter: not null } => StatusCodes.Status503ServiceUnavailable,
        ProviderTimeoutException => StatusCodes.Status424FailedDependency,
        SandboxUnavailableException => StatusCodes.Status409Conflict,
        _ => StatusCodes.Status424FailedDependency,
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "A request failed.")]
    private static partial void Failed(ILogger logger, Exception exception);
}
