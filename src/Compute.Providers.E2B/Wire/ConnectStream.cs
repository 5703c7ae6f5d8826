using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Compute.Providers.E2B.Wire;

/// <summary>The messages of a Connect server stream: one byte of flags, the length in four bytes, and JSON. The last one says how it
/// ended.</summary>
internal sealed class ConnectStream(HttpResponseMessage response, Stream body) : IAsyncDisposable
{
    public const string MediaType = "application/connect+json";

    /// <summary>How often the agent is asked to say that a silent stream is there.</summary>
    public const int KeepaliveSeconds = 50;

    private const int HeaderBytes = 5;
    private const int MaxMessageBytes = 64 << 20;
    private const byte Compressed = 1;
    private const byte End = 2;

    /// <summary>After several keepalives that did not come the connection is taken for lost.</summary>
    private static readonly TimeSpan SilenceLimit = TimeSpan.FromSeconds(KeepaliveSeconds * 5);

    private readonly byte[] _header = new byte[HeaderBytes];
    private byte[] _message = new byte[4096];

    /// <summary>A message as it is sent.</summary>
    public static byte[] Frame<T>(T message, JsonTypeInfo<T> type)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(message, type);
        var frame = new byte[HeaderBytes + json.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), json.Length);
        json.CopyTo(frame, HeaderBytes);
        return frame;
    }

    /// <summary>Reads the next message; null when the stream has ended as it should.</summary>
    /// <exception cref="EnvdException">The stream ended with an error.</exception>
    /// <exception cref="SandboxUnavailableException">The connection was lost.</exception>
    /// <exception cref="ProviderFaultException">What came is no message.</exception>
    public async Task<T?> ReadAsync<T>(JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        silence.CancelAfter(SilenceLimit);
        try
        {
            await body.ReadExactlyAsync(_header, silence.Token).ConfigureAwait(false);
            var length = BinaryPrimitives.ReadUInt32BigEndian(_header.AsSpan(1));
            if ((_header[0] & Compressed) != 0 || length > MaxMessageBytes)
            {
                throw new ProviderFaultException(
                    $"The sandbox's agent sent a message of {length} bytes with the flags {_header[0]}, which is compressed or too long.");
            }

            if (_message.Length < length)
            {
                _message = new byte[length];
            }

            var message = _message.AsMemory(0, (int)length);
            await body.ReadExactlyAsync(message, silence.Token).ConfigureAwait(false);
            if ((_header[0] & End) == 0)
            {
                return JsonSerializer.Deserialize(message.Span, type) ?? throw Unreadable(cause: null);
            }

            var end = JsonSerializer.Deserialize(message.Span, E2BJson.Default.EndOfStream);
            return end?.Error is { } error ? throw EnvdClient.ToException(error) : null;
        }
        catch (JsonException error)
        {
            throw Unreadable(error);
        }
        catch (EndOfStreamException error)
        {
            throw new SandboxUnavailableException("The connection was lost: the stream ended without saying so.", error)
            {
                IsOutcomeUnknown = true,
            };
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SandboxUnavailableException(
                $"The connection was lost: nothing came for {SilenceLimit.TotalSeconds} seconds.", error) { IsOutcomeUnknown = true };
        }
        catch (Exception error) when (error is IOException or HttpRequestException)
        {
            throw ComputeHttp.MapException(error, cancellationToken);
        }
    }

    public ValueTask DisposeAsync()
    {
        response.Dispose();
        return ValueTask.CompletedTask;
    }

    private static ProviderFaultException Unreadable(JsonException? cause) =>
        new($"The sandbox's agent sent a message that is not the expected JSON (at '{cause?.Path}').", cause);
}
