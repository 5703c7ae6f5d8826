using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Compute.Framework.Authoring;
using Compute.Framework.Http;

namespace Compute.Framework.Tests.Http;

/// <summary>A process of a service that streams server-sent events; the example of the authoring guide.</summary>
internal sealed class EventChannel(HttpClient http, string processId, HttpResponseMessage events) : HttpProcessChannel(events)
{
    public override string ProcessId => processId;

    /// <summary>Starts a process; the response's body goes on until the process ends.</summary>
    public static async Task<EventChannel> StartAsync(HttpClient http, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "processes")
        {
            Content = JsonContent.Create(new EventCommand(arguments), EventJson.Default.EventCommand),
        };
        var events = await http.SendComputeAsync(request, HttpResource.Sandbox, cancellationToken);
        return new EventChannel(http, events.Headers.GetValues("Process-Id").Single(), events);
    }

    protected override async IAsyncEnumerable<ProcessFrame> ReadFramesAsync(
        Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var item in ServerSentEventReader.ReadJsonAsync(stream, EventJson.Default.EventData, cancellationToken))
        {
            yield return (item.EventType, item.Data) switch
            {
                ("stdout", { Bytes: { } bytes }) => ProcessFrame.Output(StandardStream.StandardOutput, bytes),
                ("stderr", { Bytes: { } bytes }) => ProcessFrame.Output(StandardStream.StandardError, bytes),
                ("exit", { Code: { } code }) => ProcessFrame.Exited(code),
                ("signal", { Code: { } signal }) => ProcessFrame.Signaled(signal),
                _ => throw new ProviderFaultException($"The service sent an event '{item.EventType}' that this provider does not know."),
            };
        }
    }

    public override ValueTask WriteInputAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken) =>
        PostAsync("input", new ReadOnlyMemoryContent(data), cancellationToken);

    public override ValueTask CloseInputAsync(CancellationToken cancellationToken) => PostAsync("input/close", null, cancellationToken);

    public override ValueTask SignalAsync(Signal signal, CancellationToken cancellationToken) =>
        PostAsync($"signal/{signal}", null, cancellationToken);

    public override ValueTask KillAsync(CancellationToken cancellationToken) => PostAsync("kill", null, cancellationToken);

    private async ValueTask PostAsync(string what, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"processes/{processId}/{what}") { Content = content };
        using var response = await http.SendComputeAsync(request, HttpResource.Sandbox, cancellationToken);
    }
}

internal sealed record EventCommand(IReadOnlyList<string> Arguments);

/// <summary>The data of an event; bytes travel in base64.</summary>
internal sealed record EventData(byte[]? Bytes, int? Code);

[JsonSerializable(typeof(EventCommand))]
[JsonSerializable(typeof(EventData))]
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
internal sealed partial class EventJson : JsonSerializerContext;
