using System.Diagnostics;
using Compute.Gateway.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Compute.Gateway.Audit;

/// <summary>Writes what callers did to the log, and to who wants it. Changes are of the level Information, reading is Debug.</summary>
internal sealed partial class AuditTrail(ILoggerFactory loggers, IEnumerable<IGatewayAudit> sinks, TimeProvider time)
{
    public const string Category = "Compute.Gateway.Audit";
    public const int CallerGone = 499;

    private static readonly string[] Resources = ["process", "port", "resource", "key"];

    private readonly ILogger _logger = loggers.CreateLogger(Category);
    private readonly IGatewayAudit[] _sinks = [.. sinks];

    public long Begin() => time.GetTimestamp();

    /// <summary>Records a request that has ended.</summary>
    public async Task<GatewayAuditEntry> RecordAsync(
        HttpContext context, long began, Admission? admission, AuditSubject subject, int status, string? error)
    {
        var entry = new GatewayAuditEntry
        {
            At = time.GetUtcNow() - time.GetElapsedTime(began),
            Duration = time.GetElapsedTime(began),
            KeyId = admission?.Caller.KeyId,
            Tenant = admission?.Caller.Tenant,
            RemoteAddress = context.Connection.RemoteIpAddress?.ToString(),
            Action = $"{context.Request.Method} {(context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText}",
            Provider = admission is { Provider.Length: > 0 } ? admission.Provider : null,
            SandboxId = subject.SandboxId ?? Decoded(context, "id"),
            Resource = subject.Resource
                ?? Resources.Select(name => Decoded(context, name)).FirstOrDefault(static value => value is not null),
            Status = status,
            Error = error,
            TraceId = Activity.Current?.TraceId.ToString(),
        };
        var isReading = HttpMethods.IsGet(context.Request.Method) && status < StatusCodes.Status400BadRequest;
        var level = isReading ? LogLevel.Debug : LogLevel.Information;
        Write(
            level, entry.Action, entry.Status, entry.KeyId, entry.Tenant, entry.RemoteAddress, entry.Provider, entry.SandboxId,
            entry.Resource, entry.Error, entry.Duration.TotalMilliseconds);
        foreach (var sink in _sinks)
        {
            try
            {
                await sink.RecordAsync(entry, CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                SinkFailed(exception, sink.GetType().FullName);
            }
        }

        return entry;
    }

    private static string? Decoded(HttpContext context, string name) =>
        context.GetRouteValue(name) is string segment ? PathSegment.Decode(segment) : null;

    [LoggerMessage(
        Message = "{Action}: {Status}; key {KeyId}, tenant {Tenant}, from {RemoteAddress}, provider {Provider}, sandbox {SandboxId}, "
            + "resource {Resource}, error {Error}, {Milliseconds} ms")]
    private partial void Write(
        LogLevel level, string action, int status, string? keyId, string? tenant, string? remoteAddress, string? provider,
        string? sandboxId, string? resource, string? error, double milliseconds);

    [LoggerMessage(Level = LogLevel.Error, Message = "The audit sink {Sink} failed.")]
    private partial void SinkFailed(Exception exception, string? sink);
}
