using System.Reflection;

namespace Refit;

/// <summary>The shape of Refit's own; what Refit generates is done by reflection here.</summary>
internal static class RestService
{
    public static T For<T>(HttpClient client) => For<T>(client, null);

    public static T For<T>(HttpClient client, RefitSettings? settings)
    {
        _ = settings;
        var proxy = DispatchProxy.Create<T, RestProxy>();
        ((RestProxy)(object)proxy!).Client = client;
        return proxy;
    }
}

/// <summary>Sends each call: its one argument that is text stands for the slot of the path, and the answer is text.</summary>
internal class RestProxy : DispatchProxy
{
    public HttpClient Client { get; set; } = null!;

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var call = targetMethod!.GetCustomAttribute<HttpMethodAttribute>()!;
        var path = call.Path.Replace("{id}", args!.OfType<string>().FirstOrDefault(), StringComparison.Ordinal);
        return SendAsync(call.Method, Client.BaseAddress!.AbsolutePath + path, args!.OfType<CancellationToken>().Single());
    }

    private async Task<string> SendAsync(HttpMethod method, string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        using var response = await Client.SendAsync(request, cancellationToken);
        return await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync(cancellationToken);
    }
}
