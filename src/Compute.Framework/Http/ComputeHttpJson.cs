using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Compute.Framework.Http;

/// <summary>Calls that send and receive JSON, with types known at compile time and the framework's typed errors.</summary>
public static class ComputeHttpJson
{
    /// <summary>Gets a resource.</summary>
    /// <typeparam name="T">The resource's type.</typeparam>
    /// <param name="client">The client.</param>
    /// <param name="uri">The address, or the part of it after the client's base address.</param>
    /// <param name="type">How to read the response.</param>
    /// <param name="resource">The resource that the request addresses.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ComputeException">See <see cref="ComputeHttp.SendComputeAsync"/>.</exception>
    public static async Task<T> GetJsonAsync<T>(
        this HttpClient client,
        string uri,
        JsonTypeInfo<T> type,
        HttpResource resource = HttpResource.Other,
        CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, uri);
        return await client.SendForJsonAsync(request, type, resource, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gets a resource, or null if it does not exist (404, 410).</summary>
    /// <typeparam name="T">The resource's type.</typeparam>
    /// <param name="client">The client.</param>
    /// <param name="uri">The address, or the part of it after the client's base address.</param>
    /// <param name="type">How to read the response.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ComputeException">See <see cref="ComputeHttp.SendComputeAsync"/>.</exception>
    public static async Task<T?> FindJsonAsync<T>(
        this HttpClient client, string uri, JsonTypeInfo<T> type, CancellationToken cancellationToken = default)
        where T : class
    {
        try
        {
            return await client.GetJsonAsync(uri, type, HttpResource.Sandbox, cancellationToken).ConfigureAwait(false);
        }
        catch (SandboxNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Posts a value and reads the response.</summary>
    /// <typeparam name="TBody">The value's type.</typeparam>
    /// <typeparam name="T">The response's type.</typeparam>
    /// <param name="client">The client.</param>
    /// <param name="uri">The address, or the part of it after the client's base address.</param>
    /// <param name="body">The value.</param>
    /// <param name="bodyType">How to write the value.</param>
    /// <param name="type">How to read the response.</param>
    /// <param name="resource">The resource that the request addresses.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ComputeException">See <see cref="ComputeHttp.SendComputeAsync"/>.</exception>
    public static async Task<T> PostJsonAsync<TBody, T>(
        this HttpClient client,
        string uri,
        TBody body,
        JsonTypeInfo<TBody> bodyType,
        JsonTypeInfo<T> type,
        HttpResource resource = HttpResource.Other,
        CancellationToken cancellationToken = default)
    {
        // In memory: with a known length (some servers want one), and it can be sent again.
        using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, bodyType));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        using var request = new HttpRequestMessage(HttpMethod.Post, uri) { Content = content };
        return await client.SendForJsonAsync(request, type, resource, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Deletes a resource.</summary>
    /// <param name="client">The client.</param>
    /// <param name="uri">The address, or the part of it after the client's base address.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>Whether the resource existed: false for 404 and 410.</returns>
    /// <exception cref="ComputeException">See <see cref="ComputeHttp.SendComputeAsync"/>.</exception>
    public static async Task<bool> DeleteIfExistsAsync(this HttpClient client, string uri, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, uri);
        try
        {
            using var response = await client.SendComputeAsync(request, HttpResource.Sandbox, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (SandboxNotFoundException)
        {
            return false;
        }
    }

    /// <summary>Sends any request and reads the response.</summary>
    /// <typeparam name="T">The response's type.</typeparam>
    /// <param name="client">The client.</param>
    /// <param name="request">The request.</param>
    /// <param name="type">How to read the response.</param>
    /// <param name="resource">The resource that the request addresses.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ComputeException">See <see cref="ComputeHttp.SendComputeAsync"/>.</exception>
    public static async Task<T> SendForJsonAsync<T>(
        this HttpClient client,
        HttpRequestMessage request,
        JsonTypeInfo<T> type,
        HttpResource resource = HttpResource.Other,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Options.Set(TransientRetryHandler.ReadWhole, true);
        using var response = await client.SendComputeAsync(request, resource, cancellationToken).ConfigureAwait(false);
        return await response.ReadJsonAsync(type, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads a response.</summary>
    /// <typeparam name="T">The response's type.</typeparam>
    /// <param name="response">The response.</param>
    /// <param name="type">How to read it.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="ProviderFaultException">The content is not JSON of that type, or is null.</exception>
    /// <exception cref="SandboxUnavailableException">The connection was lost.</exception>
    public static async Task<T> ReadJsonAsync<T>(
        this HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(response);
        ArgumentNullException.ThrowIfNull(type);
        try
        {
            var stream = InUtf8(await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false), response.Content);
            await using (stream.ConfigureAwait(false))
            {
                var value = await JsonSerializer.DeserializeAsync(stream, type, cancellationToken).ConfigureAwait(false);
                return value is null ? throw new ProviderFaultException("The back end responded with null.") : value;
            }
        }
        catch (JsonException exception)
        {
            // The exception's own message may quote the response.
            throw new ProviderFaultException($"The back end's response is no {typeof(T).Name} in JSON (at '{exception.Path}').", exception);
        }
        catch (Exception exception) when (ComputeHttp.MapException(exception, cancellationToken) is ComputeException error
            && !ReferenceEquals(error, exception))
        {
            throw error;
        }
    }

    /// <summary>JSON is UTF-8, unless the back end specifies another encoding.</summary>
    private static Stream InUtf8(Stream stream, HttpContent content)
    {
        var encoding = HttpCharset.Of(content.Headers.ContentType);
        return encoding is UTF8Encoding ? stream : Encoding.CreateTranscodingStream(stream, encoding, Encoding.UTF8);
    }
}
