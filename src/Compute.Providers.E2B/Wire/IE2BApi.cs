using Refit;

namespace Compute.Providers.E2B.Wire;

/// <summary>The calls of the control API that this provider makes; Refit writes them. Each names its key: the same client sends requests to
/// sandboxes, which must not get it.</summary>
internal interface IE2BApi
{
    [Post("/v2/sandboxes")]
    Task<ConnectedSandbox> CreateAsync([Body] NewSandbox body, [Header("X-API-KEY")] string apiKey, CancellationToken cancellationToken);

    [Post("/v2/sandboxes/{sandboxID}/connect")]
    Task<ConnectedSandbox> ConnectAsync(
        string sandboxID, [Body] ConnectSandbox body, [Header("X-API-KEY")] string apiKey, CancellationToken cancellationToken);

    [Get("/sandboxes/{sandboxID}")]
    Task<SandboxDetail> GetAsync(string sandboxID, [Header("X-API-KEY")] string apiKey, CancellationToken cancellationToken);

    /// <summary>A page; the header <c>X-Next-Token</c> names the next one.</summary>
    [Get("/v2/sandboxes")]
    Task<HttpResponseMessage> ListAsync(
        string? metadata, string? state, int limit, string? nextToken, [Header("X-API-KEY")] string apiKey,
        CancellationToken cancellationToken);

    [Delete("/sandboxes/{sandboxID}")]
    Task<HttpResponseMessage> DeleteAsync(string sandboxID, [Header("X-API-KEY")] string apiKey, CancellationToken cancellationToken);

    [Post("/sandboxes/{sandboxID}/timeout")]
    Task SetTimeoutAsync(
        string sandboxID, [Body] SandboxTimeout body, [Header("X-API-KEY")] string apiKey, CancellationToken cancellationToken);

    [Post("/sandboxes/{sandboxID}/pause")]
    Task<HttpResponseMessage> PauseAsync(
        string sandboxID, [Body] PauseSandbox body, [Header("X-API-KEY")] string apiKey, CancellationToken cancellationToken);

    [Post("/sandboxes/{sandboxID}/snapshots")]
    Task<Snapshot> CreateSnapshotAsync(
        string sandboxID, [Body] NewSnapshot body, [Header("X-API-KEY")] string apiKey, CancellationToken cancellationToken);

    [Get("/snapshots")]
    Task<HttpResponseMessage> ListSnapshotsAsync(
        int limit, string? nextToken, [Header("X-API-KEY")] string apiKey, CancellationToken cancellationToken);

    [Delete("/templates/{templateID}")]
    Task<HttpResponseMessage> DeleteTemplateAsync(
        string templateID, [Header("X-API-KEY")] string apiKey, CancellationToken cancellationToken);

    [Get("/sandboxes/{sandboxID}/metrics")]
    Task<List<SandboxMetric>> GetMetricsAsync(string sandboxID, [Header("X-API-KEY")] string apiKey, CancellationToken cancellationToken);

    [Get("/v2/sandboxes/{sandboxID}/logs")]
    Task<SandboxLogs> GetLogsAsync(
        string sandboxID, long? cursor, int limit, string direction, [Header("X-API-KEY")] string apiKey,
        CancellationToken cancellationToken);
}
