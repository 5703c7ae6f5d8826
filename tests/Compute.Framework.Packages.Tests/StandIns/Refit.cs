#pragma warning disable CS1591, CA1018, IL2026, IL2060, IL2070, IL2075, IL2090, IL2091, IL3050 // Undocumented, and by reflection: it stands in for generated code in a test.

using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json;

namespace Refit;

public abstract class HttpMethodAttribute(HttpMethod method, string path) : Attribute
{
    public HttpMethod Method { get; } = method;

    public string Path { get; } = path;
}

public sealed class GetAttribute(string path) : HttpMethodAttribute(HttpMethod.Get, path);

public sealed class PostAttribute(string path) : HttpMethodAttribute(HttpMethod.Post, path);

public sealed class DeleteAttribute(string path) : HttpMethodAttribute(HttpMethod.Delete, path);

public sealed class BodyAttribute : Attribute;

public sealed class QueryAttribute : Attribute;

public sealed class HeaderAttribute(string header) : Attribute
{
    public string Header { get; } = header;
}

public sealed class AuthorizeAttribute(string scheme = "Bearer") : Attribute
{
    public string Scheme { get; } = scheme;
}

public interface IHttpContentSerializer;

public sealed class SystemTextJsonContentSerializer(JsonSerializerOptions options) : IHttpContentSerializer
{
    internal JsonSerializerOptions Options { get; } = options;
}

public class RefitSettings
{
    public IHttpContentSerializer ContentSerializer { get; set; } = null!;

    public Func<HttpResponseMessage, Task<Exception?>> ExceptionFactory { get; set; } = null!;
}

public static class RestService
{
    public static T For<T>(HttpClient client, RefitSettings? settings)
    {
        var proxy = DispatchProxy.Create<T, RestProxy>();
        (proxy as RestProxy)!.Client = client;
        (proxy as RestProxy)!.Settings = settings!;
        return proxy;
    }
}

public class RestProxy : DispatchProxy
{
    internal HttpClient Client { get; set; } = null!;

    internal RefitSettings Settings { get; set; } = null!;

    private JsonSerializerOptions Json => ((SystemTextJsonContentSerializer)Settings.ContentSerializer).Options;

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var method = targetMethod!;
        var route = method.GetCustomAttribute<HttpMethodAttribute>()!;
        var path = route.Path;
        var query = "";
        var cancellationToken = CancellationToken.None;
        var request = new HttpRequestMessage { Method = route.Method };
        foreach (var (parameter, value) in method.GetParameters().Zip(args!))
        {
            var slot = $"{{{parameter.Name}}}";
            if (value is CancellationToken token)
            {
                cancellationToken = token;
            }
            else if (parameter.IsDefined(typeof(BodyAttribute)))
            {
                request.Content = JsonContent.Create(value, parameter.ParameterType, options: Json);
            }
            else if (parameter.GetCustomAttribute<HeaderAttribute>() is { } header)
            {
                request.Headers.Add(header.Header, (string?)value);
            }
            else if (parameter.GetCustomAttribute<AuthorizeAttribute>() is { } authorize)
            {
                request.Headers.Authorization = new AuthenticationHeaderValue(authorize.Scheme, (string?)value);
            }
            else if (path.Contains(slot, StringComparison.Ordinal))
            {
                path = path.Replace(slot, Uri.EscapeDataString((string)value!), StringComparison.Ordinal);
            }
            else if (value is not null)
            {
                query = $"?{parameter.Name}={Uri.EscapeDataString((string)value)}";
            }
        }

        request.RequestUri = new Uri(Client.BaseAddress!.AbsolutePath.TrimEnd('/') + path + query, UriKind.Relative);
        var result = method.ReturnType.GetGenericArguments().SingleOrDefault() ?? typeof(object);
        return typeof(RestProxy).GetMethod(nameof(SendAsync), BindingFlags.Instance | BindingFlags.NonPublic)!
            .MakeGenericMethod(result)
            .Invoke(this, [request, method.ReturnType != typeof(Task), cancellationToken]);
    }

    private async Task<T?> SendAsync<T>(HttpRequestMessage request, bool hasResult, CancellationToken cancellationToken)
    {
        using (request)
        {
            using var response = await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return await Settings.ExceptionFactory(response) is { } error ? throw error
                : hasResult ? await response.Content.ReadFromJsonAsync<T>(Json, cancellationToken)
                : default;
        }
    }
}
