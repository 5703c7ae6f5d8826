using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace Compute.Providers.Docker.Tests;

/// <summary>What an engine says itself, past the provider.</summary>
internal sealed class RawEngine(Uri host) : IDisposable
{
    private static readonly string[] Waiting = ["sleep", "1000"];

    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, cancellationToken) =>
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(host.AbsolutePath), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    {
        BaseAddress = new Uri("http://engine/v1.41/"),
    };

    /// <summary>The ids of all containers, running or not, that carry a label.</summary>
    public async Task<IReadOnlyList<string>> ListContainersAsync(string label, CancellationToken cancellationToken)
    {
        var filters = Uri.EscapeDataString(JsonSerializer.Serialize(new { label = new[] { label } }));
        using var document = JsonDocument.Parse(await _http.GetStringAsync($"containers/json?all=1&filters={filters}", cancellationToken));
        return [.. document.RootElement.EnumerateArray().Select(container => container.GetProperty("Id").GetString()!)];
    }

    /// <summary>The state of a container; null when there is none.</summary>
    public async Task<JsonElement?> InspectAsync(string id, CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync($"containers/{id}/json", cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            return null;
        }

        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
        return document.RootElement.Clone();
    }

    /// <summary>Does something to a container as another client of the engine would: stop, kill, pause.</summary>
    public async Task PostAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await _http.PostAsync(path, content: null, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Creates a container as another client of the engine would; returns its id.</summary>
    public async Task<string> CreateContainerAsync(string image, CancellationToken cancellationToken)
    {
        using var response = await _http.PostAsJsonAsync("containers/create", new { Image = image, Cmd = Waiting }, cancellationToken);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("Id").GetString()!;
    }

    /// <summary>Has Podman run the check of each container that has one.</summary>
    public async Task CheckHealthAsync(CancellationToken cancellationToken)
    {
        var filters = Uri.EscapeDataString("{\"health\":[\"starting\",\"healthy\",\"unhealthy\"]}");
        using var document = JsonDocument.Parse(await _http.GetStringAsync($"containers/json?filters={filters}", cancellationToken));
        foreach (var container in document.RootElement.EnumerateArray())
        {
            // A container that has gone meanwhile has no health.
            using var answer = await _http.GetAsync($"/v4.0.0/libpod/containers/{container.GetProperty("Id").GetString()}/healthcheck", cancellationToken);
        }
    }

    /// <summary>Creates a network; returns its name.</summary>
    public async Task<string> CreateNetworkAsync(string name, CancellationToken cancellationToken)
    {
        using var response = await _http.PostAsJsonAsync("networks/create", new { Name = name }, cancellationToken);
        response.EnsureSuccessStatusCode();
        return name;
    }

    /// <summary>Removes something that may be gone already.</summary>
    public async Task DeleteAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await _http.DeleteAsync(path, cancellationToken);
        if (response.StatusCode != HttpStatusCode.NotFound)
        {
            response.EnsureSuccessStatusCode();
        }
    }

    public void Dispose() => _http.Dispose();
}
