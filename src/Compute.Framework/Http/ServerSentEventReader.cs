using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Compute.Framework.Http;

/// <summary>Reads streams of server-sent events.</summary>
/// <remarks>The parser is that of <c>System.Net.ServerSentEvents</c>. An event that is truncated at the end of the stream, which that
/// parser silently ignores, is reported as a lost connection.</remarks>
public static class ServerSentEventReader
{
    /// <summary>Reads the events as they arrive.</summary>
    /// <param name="stream">The stream; the caller disposes it.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="SandboxUnavailableException">The connection was lost: the stream was interrupted,
    /// or ended within an event.</exception>
    public static async IAsyncEnumerable<SseItem<string>> ReadAsync(
        Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var watched = new EventBoundaryStream(stream);
        await using (watched.ConfigureAwait(false))
        {
            await foreach (var item in SseParser.Create(watched).EnumerateAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return item;
            }

            if (watched.IsWithinEvent)
            {
                throw new SandboxUnavailableException(
                    "The connection was lost: the stream ended within an event.") { IsOutcomeUnknown = true };
            }
        }
    }

    /// <summary>Reads events whose data is JSON. Events without data are skipped.</summary>
    /// <typeparam name="T">The type of an event's data.</typeparam>
    /// <param name="stream">The stream; the caller disposes it.</param>
    /// <param name="type">How to read an event's data.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="SandboxUnavailableException">The connection was lost: the stream was interrupted,
    /// or ended within an event.</exception>
    /// <exception cref="ProviderFaultException">An event's data is not JSON of that type.</exception>
    public static async IAsyncEnumerable<SseItem<T>> ReadJsonAsync<T>(
        Stream stream, JsonTypeInfo<T> type, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(type);
        await foreach (var item in ReadAsync(stream, cancellationToken).ConfigureAwait(false))
        {
            if (item.Data.Length > 0)
            {
                yield return new SseItem<T>(Parse(item.Data, type), item.EventType)
                {
                    EventId = item.EventId, ReconnectionInterval = item.ReconnectionInterval,
                };
            }
        }
    }

    private static T Parse<T>(string data, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(data, type)
                ?? throw new ProviderFaultException("The back end sent an event whose data are null.");
        }
        catch (JsonException exception)
        {
            throw new ProviderFaultException(
                $"The back end sent an event whose data are no {typeof(T).Name} in JSON (at '{exception.Path}').", exception);
        }
    }
}
