using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Compute.Gateway.E2B.Rpc;

/// <summary>The response of a call that streams: envelopes with messages, and one at the end that says how it ended.</summary>
internal sealed class RpcStream(HttpContext context, RpcCodec codec)
{
    private const byte EndFlag = 2;
    private const byte CompressedFlag = 1;
    private const int HeaderBytes = 5;

    /// <summary>Reads the next message of the request; null at its end.</summary>
    public async Task<T?> ReadAsync<T>(long limit)
        where T : class, IMessage<T>, new()
    {
        var header = new byte[HeaderBytes];
        var read = await context.Request.Body.ReadAtLeastAsync(
            header, HeaderBytes, throwOnEndOfStream: false, context.RequestAborted).ConfigureAwait(false);
        if (read == 0)
        {
            return null;
        }

        var length = read < HeaderBytes ? 0 : BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(1));
        if (read < HeaderBytes || length > limit)
        {
            throw E2BError.Invalid("The envelope of the message is malformed or too long");
        }

        if ((header[0] & EndFlag) != 0)
        {
            return null;
        }

        if ((header[0] & CompressedFlag) != 0)
        {
            throw new E2BError(501, RpcCode.Unimplemented, "Compressed messages are not supported");
        }

        var message = new byte[length];
        await context.Request.Body.ReadExactlyAsync(message, context.RequestAborted).ConfigureAwait(false);
        return codec.Parse<T>(message);
    }

    /// <summary>Sends a message at once.</summary>
    public Task SendAsync(IMessage message, CancellationToken cancellationToken) => SendAsync(0, codec.Format(message), cancellationToken);

    /// <summary>Ends the stream; with an error where there was one.</summary>
    public Task EndAsync(E2BError? error, CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            if (error is not null)
            {
                writer.WriteStartObject("error");
                writer.WriteString("code", E2BErrors.NameOf(error.Rpc));
                writer.WriteString("message", error.Message);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        return SendAsync(EndFlag, buffer.WrittenMemory, cancellationToken);
    }

    private async Task SendAsync(byte flag, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        if (!context.Response.HasStarted)
        {
            context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
            context.Response.StatusCode = StatusCodes.Status200OK;
            context.Response.ContentType = codec.ContentType(isStream: true);
            context.Response.Headers.CacheControl = "no-cache";
            context.Response.Headers["X-Accel-Buffering"] = "no";
        }

        var body = context.Response.BodyWriter;
        var header = body.GetSpan(HeaderBytes);
        header[0] = flag;
        BinaryPrimitives.WriteUInt32BigEndian(header[1..], (uint)message.Length);
        body.Advance(HeaderBytes);
        body.Write(message.Span);
        await body.FlushAsync(cancellationToken).ConfigureAwait(false);
    }
}
