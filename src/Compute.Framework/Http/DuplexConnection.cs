using System.IO.Pipes;
using System.Net.Security;
using System.Net.Sockets;
using Compute.Framework.Streams;

namespace Compute.Framework.Http;

/// <summary>A connection that was taken over from HTTP; each direction ends by itself.</summary>
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

    /// <summary>The bytes, both ways.</summary>
    public Stream Stream { get; private set; }

    /// <summary>
    /// Ends <see cref="Stream"/> with what is at the other side, where the connection itself does not tell. After that, reading ends
    /// when nothing has come for two seconds, and writing fails with an <see cref="IOException"/> when nothing has been taken for as long.
    /// </summary>
    /// <param name="ended">Cancelled when what is at the other side has ended.</param>
    public void EndWith(CancellationToken ended) => Stream = new EndingStream(Stream, Patience, ended);

    /// <summary>Ends what is sent; what is received goes on. On a named pipe an empty message says so.</summary>
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
