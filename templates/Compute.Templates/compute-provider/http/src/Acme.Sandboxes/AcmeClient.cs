using System.Net.Http.Headers;
using System.Net.Http.Json;
using Compute.Framework;
using Compute.Framework.Http;

namespace AcmeSandboxes;

/// <summary>The calls of the service. The key travels with each request, so that the client itself can be shared.</summary>
internal sealed class AcmeClient(AcmeOptions options, HttpClient http)
{
    public async Task<AcmeSandbox> CreateAsync(AcmeCreate body, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Post, "sandboxes", JsonContent.Create(body, AcmeJson.Default.AcmeCreate));

        // The service knows a repeated request by its key, so a lost answer can be asked for again.
        request.Headers.Add(TransientRetryHandler.IdempotencyKey, Guid.NewGuid().ToString());
        return await http.SendForJsonAsync(request, AcmeJson.Default.AcmeSandbox, HttpResource.Other, cancellationToken);
    }

    public async Task<AcmeSandbox?> FindAsync(string id, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Get, PathOf(id));
        try
        {
            return await http.SendForJsonAsync(request, AcmeJson.Default.AcmeSandbox, HttpResource.Sandbox, cancellationToken);
        }
        catch (SandboxNotFoundException)
        {
            return null;
        }
    }

    public async Task<AcmePage> ListAsync(string? after, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Get, $"sandboxes?after={Uri.EscapeDataString(after ?? "")}");
        return await http.SendForJsonAsync(request, AcmeJson.Default.AcmePage, HttpResource.Other, cancellationToken);
    }

    public async Task DeleteAsync(string id, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Delete, PathOf(id));
        using var response = await http.SendComputeAsync(request, HttpResource.Sandbox, cancellationToken);
    }

    public async Task<AcmeResult> RunAsync(string id, AcmeCommand body, CancellationToken cancellationToken)
    {
        // No key: what a command did cannot be undone, so it is never sent a second time.
        using var request = Request(HttpMethod.Post, PathOf(id) + "/commands", JsonContent.Create(body, AcmeJson.Default.AcmeCommand));
        return await http.SendForJsonAsync(request, AcmeJson.Default.AcmeResult, HttpResource.Sandbox, cancellationToken);
    }

    private static string PathOf(string id) => $"sandboxes/{Uri.EscapeDataString(id)}";

    private HttpRequestMessage Request(HttpMethod method, string path, HttpContent? content = null) => new(method, new Uri(options.BaseUrl, path))
    {
        Headers = { Authorization = new AuthenticationHeaderValue("Bearer", options.ApiKey) },
        Content = content,
    };
}
