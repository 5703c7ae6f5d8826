using System.IO.Pipes;
using System.Net.Security;
using System.Net.Sockets;
using Compute.Framework.Streams;

namespace Compute.Framework.Http;

/// <summary>A connection that was taken over from HTTP; each direction ends separately.</summary>
public sealed class DuplexConnection : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Stream _transport;
    private readonly Socket? _socket;

    internal DuplexConnection(Stream stream, Stream transport, Socket? socket)
    {
        Stream = stream;
        _transport = transport;
        _socket = socket;
    }

    /// <summary>The bytes in both directions.</summary>
    public Stream Stream { get; private set; }

    /// <summary>Ends <see cref="Stream"/> together with its peer, if the connection itself does not indicate the end. After the peer has
    /// ended, reading ends when no data has arrived for two seconds, and writing fails with an <see cref="IOException"/> when no data
    /// has been accepted for two seconds.</summary>
    /// <param name="ended">Canceled when the peer has ended.</param>
    public void EndWith(CancellationToken ended) => Stream = new EndingStream(Stream, Patience, ended);

    /// <summary>Ends the sending direction; receiving continues. On a named pipe an empty message signals the end.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async ValueTask CloseOutputAsync(CancellationToken cancellationToken = default)
    {
        switch (_transport)
        {
            case SslStream secure:
                await secure.ShutdownAsync().ConfigureAwait(false);
                break;
            case PipeStream pipe:
                await pipe.WriteAsync(ReadOnlyMemory<byte>.Empty, cancellationToken).ConfigureAwait(false);
                break;
            default:
                _socket?.Shutdown(SocketShutdown.Send);
                break;
        }
    }

    /// <summary>Closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        await Stream.DisposeAsync().ConfigureAwait(false);
        await _transport.DisposeAsync().ConfigureAwait(false);
    }
}
