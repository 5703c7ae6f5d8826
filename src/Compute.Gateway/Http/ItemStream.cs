using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Compute.Gateway.Http;

/// <summary>Sequences as they come: as lines of JSON, or as server-sent events. The last item is always <c>end</c> or <c>error</c>, so that
/// a cut stream is never taken for a whole one.</summary>
internal static class ItemStream
{
    private const int FlushBytes = 64 * 1024;

    /// <summary>Writes lines <c>{"item": …}</c>, then <c>{"end": true}</c> or <c>{"error": …}</c>.</summary>
    public static async Task WriteLinesAsync<T>(GatewayCall call, IAsyncEnumerable<T> items)
    {
        var type = ComputeJson.TypeInfo<T>();
        await WriteAsync(
            call,
            items,
            GatewayProtocol.LinesType,
            (body, item, _) => Line(body, "item", writer => JsonSerializer.Serialize(writer, item, type)),
            (body, error) => Line(
                body,
                error is null ? "end" : "error",
                writer =>
                {
                    if (error is null)
                    {
                        writer.WriteBooleanValue(true);
                    }
                    else
                    {
                        JsonSerializer.Serialize(writer, error, ComputeJson.TypeInfo<ComputeErrorInfo>());
                    }
                }),
            "\n").ConfigureAwait(false);
    }

    /// <summary>Writes events <c>item</c> with ids from 1 on, then <c>end</c> or <c>error</c>. With a key, a sequence goes on for a while
    /// without its connection, and is read from the last item that arrived.</summary>
    public static async Task WriteEventsAsync<T>(GatewayCall call, Func<CancellationToken, IAsyncEnumerable<T>> begin)
    {
        var (headers, type) = (call.Context.Request.Headers, ComputeJson.TypeInfo<T>());
        if (headers[GatewayProtocol.FollowKey] is not [{ } key])
        {
            await WriteEventsAsync(
                call, begin(call.Following), (body, item, number) => Event(body, number, "item", item, type)).ConfigureAwait(false);
            return;
        }

        var last = headers[GatewayProtocol.LastEventId] switch
        {
            [] => (long?)null,
            [{ } text] when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
            _ => throw GatewayCall.Invalid(GatewayProtocol.LastEventId, "the number of an item"),
        };
        var follow = call.Server.Follows.Open(call, key, last is not null, begin, type);
        try
        {
            await WriteEventsAsync(
                call,
                follow.ReadAsync(last ?? 0, call.Following),
                static (body, item, _) =>
                {
                    Text(body, string.Create(CultureInfo.InvariantCulture, $"id: {item.Id}\nevent: item\ndata: "));
                    body.Write(item.Data);
                    Text(body, "\n\n");
                }).ConfigureAwait(false);
        }
        finally
        {
            _ = call.Server.Follows.LeaveAsync(call, key, follow);
        }
    }

    private static Task WriteEventsAsync<T>(GatewayCall call, IAsyncEnumerable<T> items, Action<Stream, T, long> write)
    {
        call.Context.Response.Headers["X-Accel-Buffering"] = "no";
        return WriteAsync(
            call,
            items,
            GatewayProtocol.EventsType,
            write,
            (body, error) =>
            {
                if (error is null)
                {
                    Text(body, "event: end\ndata: {}\n\n");
                }
                else
                {
                    Event(body, null, "error", error, ComputeJson.TypeInfo<ComputeErrorInfo>());
                }
            },
            ":\n\n");
    }

    private static async Task WriteAsync<T>(
        GatewayCall call,
        IAsyncEnumerable<T> items,
        string contentType,
        Action<Stream, T, long> write,
        Action<Stream, ComputeErrorInfo?> finish,
        string heartbeat)
    {
        var response = call.Context.Response;
        using var buffer = new MemoryStream();
        var iterator = items.GetAsyncEnumerator(call.Aborted);
        await using var disposing = iterator.ConfigureAwait(false);
        ComputeErrorInfo? failure = null;
        var number = 0L;

        // An error before the first item has a status of its own.
        var isNext = await FirstAsync(iterator, response, call.Server.Options.FirstItemPatience).ConfigureAwait(false);
        Begin(call.Context, contentType);
        while (true)
        {
            try
            {
                await Heartbeats.WaitAsync(
                    isNext, () => FlushAsync(buffer, response, call.Aborted), () => Text(buffer, heartbeat), call.Aborted)
                    .ConfigureAwait(false);
                if (!await isNext.ConfigureAwait(false))
                {
                    break;
                }

                write(buffer, iterator.Current, ++number);
                if (buffer.Length >= FlushBytes)
                {
                    await FlushAsync(buffer, response, call.Aborted).ConfigureAwait(false);
                }

                isNext = iterator.MoveNextAsync().AsTask();
            }
            catch (Exception exception) when (!call.Aborted.IsCancellationRequested)
            {
                failure = Problems.Describe(call.Server.Shutdown.Explain(exception), call.Server.Logger).Error;
                break;
            }
        }

        finish(buffer, failure);
        await FlushAsync(buffer, response, call.Aborted).ConfigureAwait(false);
    }

    /// <summary>Waits a moment for the first item, so that what fails at once is an ordinary error.</summary>
    private static async Task<Task<bool>> FirstAsync<T>(IAsyncEnumerator<T> iterator, HttpResponse response, TimeSpan patience)
    {
        var first = iterator.MoveNextAsync().AsTask();
        await ((Task)first).WaitAsync(patience, response.HttpContext.RequestAborted)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (first.IsCompleted)
        {
            await first.ConfigureAwait(false);
        }

        return first;
    }

    /// <summary>Begins a body that may go on for long, and may be read slowly.</summary>
    public static void Begin(HttpContext context, string contentType)
    {
        context.Response.ContentType = contentType;
        context.Response.Headers.CacheControl = "no-store";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        if (context.Features.Get<Microsoft.AspNetCore.Server.Kestrel.Core.Features.IHttpMinResponseDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null;
        }
    }

    private static async ValueTask FlushAsync(MemoryStream buffer, HttpResponse response, CancellationToken cancellationToken)
    {
        if (buffer.Length > 0)
        {
            await response.Body.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), cancellationToken).ConfigureAwait(false);
            buffer.SetLength(0);
        }

        await response.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private static void Line(Stream body, string name, Action<Utf8JsonWriter> write)
    {
        using (var writer = new Utf8JsonWriter(body))
        {
            writer.WriteStartObject();
            writer.WritePropertyName(name);
            write(writer);
            writer.WriteEndObject();
        }

        body.WriteByte((byte)'\n');
    }

    private static void Event<T>(Stream body, long? number, string name, T item, JsonTypeInfo<T> type)
    {
        if (number is { } id)
        {
            Text(body, string.Create(CultureInfo.InvariantCulture, $"id: {id}\n"));
        }

        Text(body, $"event: {name}\ndata: ");
        JsonSerializer.Serialize(body, item, type);
        Text(body, "\n\n");
    }

    private static void Text(Stream body, string text) => body.Write(System.Text.Encoding.ASCII.GetBytes(text));
}
