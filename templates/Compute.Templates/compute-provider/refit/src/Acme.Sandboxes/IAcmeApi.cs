using Refit;

namespace AcmeSandboxes;

/// <summary>The calls of the service; Refit writes them.</summary>
internal interface IAcmeApi
{
    [Post("/sandboxes")]
    Task<AcmeSandbox> CreateAsync(
        [Body] AcmeCreate body, [Header("Idempotency-Key")] string idempotencyKey, [Authorize("Bearer")] string apiKey, CancellationToken cancellationToken);

    [Get("/sandboxes/{id}")]
    Task<AcmeSandbox> GetAsync(string id, [Authorize("Bearer")] string apiKey, CancellationToken cancellationToken);

    [Get("/sandboxes")]
    Task<AcmePage> ListAsync([Query] string? after, [Authorize("Bearer")] string apiKey, CancellationToken cancellationToken);

    [Delete("/sandboxes/{id}")]
    Task DeleteAsync(string id, [Authorize("Bearer")] string apiKey, CancellationToken cancellationToken);

    [Post("/sandboxes/{id}/commands")]
    Task<AcmeResult> RunAsync(string id, [Body] AcmeCommand body, [Authorize("Bearer")] string apiKey, CancellationToken cancellationToken);
}
