using System.Buffers;
using System.Text;
using System.Text.Json;
using Compute.Gateway.State;
using Microsoft.AspNetCore.Http;

namespace Compute.Gateway.Http;

/// <summary>The output of a process from a chunk on, and its end: as binary frames for who accepts them, as lines of JSON
/// otherwise.</summary>
internal static class OutputStream
{
    public static bool WantsFrames(HttpRequest request) =>
        request.Headers.Accept.ToString().Contains(GatewayProtocol.FramesType, StringComparison.OrdinalIgnoreCase);

    /// <summary>Where the caller wants the output to begin.</summary>
    public static (long From, int Skip) Position(GatewayCall call) =>
        (call.QueryNumber("from", 0, long.MaxValue) ?? 0, (int)(call.QueryNumber("skip", 0, int.MaxValue) ?? 0));

    /// <summary>Writes the output from <c>from</c> on, without the first <c>skip</c> bytes of that chunk: a connection that is cut over and
    /// over still gets on.</summary>
    public static async Task WriteAsync(GatewayCall call, ServedProcess process, (long From, int Skip) position)
    {
        var (from, skip) = position;
        var response = call.Context.Response;
        var isFramed = WantsFrames(call.Context.Request);
        response.Headers[GatewayProtocol.ProcessId] = PathSegment.Encode(process.Process.Id);
        ItemStream.Begin(call.Context, isFramed ? GatewayProtocol.FramesType : GatewayProtocol.LinesType);
        var body = response.BodyWriter;
        await response.StartAsync(call.Aborted).ConfigureAwait(false);

        var chunks = process.Process.ReadOutputAsync(from, call.Streaming).GetAsyncEnumerator(call.Streaming);
        await using var disposing = chunks.ConfigureAwait(false);
        try
        {
            while (await NextAsync(chunks).ConfigureAwait(false))
            {
                var chunk = chunks.Current;
                var data = chunk.Sequence == from ? chunk.Data[Math.Min(skip, chunk.Data.Length)..] : chunk.Data;
                Write(body, chunk with { Data = data }, isFramed);
            }

            var end = await process.EndAsync().WaitAsync(call.Streaming).ConfigureAwait(false);
            Finish(body, FrameKind.End, "end", end, isFramed);
        }
        catch (Exception exception) when (!call.Aborted.IsCancellationRequested)
        {
            var told = call.Server.Shutdown.Explain(exception);
            Finish(body, FrameKind.Error, "error", Problems.Describe(told, call.Server.Logger).Error, isFramed);
        }

        await body.FlushAsync(call.Aborted).ConfigureAwait(false);

        async ValueTask<bool> NextAsync(IAsyncEnumerator<OutputChunk> iterator)
        {
            var next = iterator.MoveNextAsync();
            if (next.IsCompleted)
            {
                // What there is at once goes out together, as far as the connection takes it.
                await FlushAsync(isLarge: true).ConfigureAwait(false);
                return await next.ConfigureAwait(false);
            }

            var task = next.AsTask();
            await Heartbeats.WaitAsync(
                task, () => FlushAsync(isLarge: false), () => WriteHeartbeat(body, isFramed), call.Aborted).ConfigureAwait(false);
            return await task.ConfigureAwait(false);
        }

        async ValueTask FlushAsync(bool isLarge)
        {
            if (!isLarge || body.UnflushedBytes >= 64 * 1024)
            {
                await body.FlushAsync(call.Aborted).ConfigureAwait(false);
            }
        }
    }

    private static void Write(IBufferWriter<byte> to, OutputChunk chunk, bool isFramed)
    {
        if (!isFramed)
        {
            Line(to, null, chunk);
            return;
        }

        var kind = chunk.Stream == StandardStream.StandardOutput ? FrameKind.StandardOutput : FrameKind.StandardError;
        Frame(to, kind, chunk.Sequence, chunk.Data.Span);
    }

    private static void Finish<T>(IBufferWriter<byte> to, FrameKind kind, string name, T value, bool isFramed)
    {
        if (isFramed)
        {
            Frame(to, kind, 0, JsonSerializer.SerializeToUtf8Bytes(value, ComputeJson.TypeInfo<T>()));
        }
        else
        {
            Line(to, name, value);
        }
    }

    private static void WriteHeartbeat(IBufferWriter<byte> to, bool isFramed)
    {
        if (isFramed)
        {
            Frame(to, FrameKind.Heartbeat, 0, []);
        }
        else
        {
            to.Write("\n"u8);
        }
    }

    private static void Frame(IBufferWriter<byte> to, FrameKind kind, long sequence, ReadOnlySpan<byte> data)
    {
        new FrameHeader(kind, data.Length, sequence).WriteTo(to.GetSpan(FrameHeader.Size));
        to.Advance(FrameHeader.Size);
        to.Write(data);
    }

    private static void Line<T>(IBufferWriter<byte> to, string? name, T value)
    {
        using (var writer = new Utf8JsonWriter(to))
        {
            if (name is null)
            {
                JsonSerializer.Serialize(writer, value, ComputeJson.TypeInfo<T>());
            }
            else
            {
                writer.WriteStartObject();
                writer.WritePropertyName(name);
                JsonSerializer.Serialize(writer, value, ComputeJson.TypeInfo<T>());
                writer.WriteEndObject();
            }
        }

        to.Write("\n"u8);
    }
}
