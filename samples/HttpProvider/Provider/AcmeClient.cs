using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Serialization.Metadata;
using Compute.Framework;
using Compute.Framework.Http;

namespace Acme;

/// <summary>The calls of the API. The key travels in a header of each request, so that the client itself can be shared.</summary>
internal sealed class AcmeClient(AcmeOptions options, HttpClient http)
{
    public static string Sandbox(string id, string? part = null) =>
        $"sandboxes/{Uri.EscapeDataString(id)}{(part is null ? "" : "/" + part)}";

    public async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Get, path);
        return await http.SendForJsonAsync(request, type, HttpResource.Sandbox, cancellationToken);
    }

    public async Task<T?> FindAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await GetAsync(path, type, cancellationToken);
        }
        catch (SandboxNotFoundException)
        {
            return null;
        }
    }

    public async Task<T> PostAsync<TBody, T>(
        string path, TBody body, JsonTypeInfo<TBody> bodyType, JsonTypeInfo<T> type, Guid? idempotencyKey, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Post, path);
        request.Content = JsonContent.Create(body, bodyType);
        if (idempotencyKey is { } key)
        {
            request.Headers.Add(TransientRetryHandler.IdempotencyKey, key.ToString());
        }

        return await http.SendForJsonAsync(request, type, HttpResource.Sandbox, cancellationToken);
    }

    public async Task DeleteAsync(string path, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Delete, path);
        using var response = await http.SendComputeAsync(request, HttpResource.Sandbox, cancellationToken);
    }

    public async Task<Stream> DownloadAsync(string id, string path, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Get, FileOf(id, path));
        var response = await SendForFileAsync(request, path, cancellationToken);

        // Disposing it ends the response; its errors are the framework's.
        var content = await response.Content.ReadAsStreamAsync(cancellationToken);
        return new ResponseStream(content, response, response.Content.Headers.ContentLength);
    }

    public async Task UploadAsync(string id, string path, Stream content, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Put, FileOf(id, path));
        request.Content = new StreamContent(content);
        using var response = await SendForFileAsync(request, path, cancellationToken);
    }

    private static string FileOf(string id, string path) => $"{Sandbox(id, "file")}?path={Uri.EscapeDataString(path)}";

    private HttpRequestMessage Request(HttpMethod method, string path) => new(method, new Uri(options.BaseUrl, path))
    {
        Headers = { Authorization = new AuthenticationHeaderValue("Bearer", options.ApiKey) },
    };

    private async Task<HttpResponseMessage> SendForFileAsync(HttpRequestMessage request, string path, CancellationToken cancellationToken)
    {
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        try
        {
            if (response.StatusCode == HttpStatusCode.UnprocessableEntity)
            {
                throw FileError(await response.ReadJsonAsync(AcmeJson.Default.AcmeError, cancellationToken), path);
            }

            await response.EnsureComputeSuccessAsync(HttpResource.Sandbox, cancellationToken);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    /// <summary>The API's file errors have the framework's codes.</summary>
    private static SandboxFileException FileError(AcmeError error, string path) => error.Message switch
    {
        "file-not-found" => new SandboxFileNotFoundException(path),
        "is-directory" => new SandboxPathIsDirectoryException(path),
        "not-a-directory" => new SandboxNotADirectoryException(path),
        "file-access-denied" => new SandboxFileAccessDeniedException(path),
        _ => new SandboxFileException(path, error.Message),
    };
}
