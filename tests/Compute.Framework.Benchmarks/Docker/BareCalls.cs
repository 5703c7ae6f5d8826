using System.Net.Http.Json;
using System.Text.Json;
using Compute.Framework.Http;

namespace Compute.Framework.Benchmarks;

/// <summary>The engine's calls that a command takes, and nothing else: what no provider can be faster than.</summary>
internal sealed class BareCalls : IDisposable
{
    private readonly DaemonTransport _transport;
    private readonly HttpClient _http;

    public BareCalls(Uri host)
    {
        _transport = new DaemonTransport(host);
        _http = new HttpClient(_transport.CreateHandler()) { BaseAddress = new Uri("http://engine/v1.41/") };
    }

    /// <summary>Runs a command to its end; returns how many bytes came, with the heads of their frames.</summary>
    public async Task<long> RunAsync(string containerId, params string[] command)
    {
        var id = await PostAsync($"containers/{containerId}/exec", new { AttachStdout = true, AttachStderr = true, Cmd = command });
        using var start = JsonContent.Create(new { Detach = false, Tty = false });
        await start.LoadIntoBufferAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_http.BaseAddress!, $"exec/{id}/start")) { Content = start };
        await using var connection = await _transport.UpgradeAsync(request, "tcp", CancellationToken.None);
        var buffer = new byte[256 * 1024];
        var total = 0L;
        int read;
        while ((read = await connection.Stream.ReadAsync(buffer)) > 0)
        {
            total += read;
        }

        while ((await _http.GetFromJsonAsync<JsonElement>($"exec/{id}/json")).GetProperty("Running").GetBoolean())
        {
            await Task.Delay(1);
        }

        return total;
    }

    public void Dispose() => _http.Dispose();

    private async Task<string> PostAsync(string path, object body)
    {
        using var response = await _http.PostAsJsonAsync(path, body);
        return (await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("Id").GetString()!;
    }
}
