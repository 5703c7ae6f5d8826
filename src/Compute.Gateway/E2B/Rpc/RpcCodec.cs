using System.Text;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;

namespace Compute.Gateway.E2B.Rpc;

/// <summary>Messages of remote calls, as JSON or as binary protocol buffers: as the caller sends them, it gets them.</summary>
/// <param name="isBinary">Whether they are binary.</param>
internal sealed class RpcCodec(bool isBinary)
{
    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    /// <summary>The form of a call; null where its content type is another.</summary>
    public static RpcCodec? Of(HttpRequest request, bool isStream)
    {
        var type = (request.ContentType ?? "").Split(';')[0].Trim();
        var prefix = isStream ? "application/connect+" : "application/";
        return type == prefix + "json" ? new RpcCodec(isBinary: false) : type == prefix + "proto" ? new RpcCodec(isBinary: true) : null;
    }

    public string ContentType(bool isStream) => (isStream ? "application/connect+" : "application/") + (isBinary ? "proto" : "json");

    /// <exception cref="E2BError">The message is malformed.</exception>
    public T Parse<T>(byte[] message)
        where T : IMessage<T>, new()
    {
        try
        {
            if (!isBinary)
            {
                return Parser.Parse<T>(Encoding.UTF8.GetString(message));
            }

            var parsed = new T();
            parsed.MergeFrom(message);
            return parsed;
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException or FormatException)
        {
            throw E2BError.Invalid($"The message is malformed: {exception.Message}");
        }
    }

    public byte[] Format(IMessage message) =>
        isBinary ? message.ToByteArray() : Encoding.UTF8.GetBytes(JsonFormatter.Default.Format(message));
}
