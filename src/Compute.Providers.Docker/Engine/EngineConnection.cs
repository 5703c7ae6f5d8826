using System.IO.Pipes;
using System.Net.Security;
using System.Net.Sockets;

namespace Compute.Providers.Docker.Engine;

/// <summary>A connection to the engine, one direction of which can be closed.</summary>
internal sealed class EngineConnection(Stream stream, Socket? socket) : IAsyncDisposable
{
    /// <summary>The bytes, both ways.</summary>
    public Stream Stream { get; private set; } = stream;

    /// <summary>The same connection after its HTTP head; what HTTP has read too far comes first.</summary>
    public EngineConnection Upgraded(Stream upgraded)
    {
        var connection = new EngineConnection(upgraded, socket) { _transport = Stream };
        return connection;
    }

    private Stream? _transport;

    /// <summary>Ends what is sent; what is received goes on.</summary>
    public async ValueTask CloseOutputAsync(CancellationToken cancellationToken)
    {
        switch (_transport ?? Stream)
        {
            case SslStream secure:
                await secure.ShutdownAsync().ConfigureAwait(false);
                break;
            case PipeStream pipe:
                // The engine takes an empty message for the end.
                await pipe.WriteAsync(ReadOnlyMemory<byte>.Empty, cancellationToken).ConfigureAwait(false);
                break;
            default:
                socket?.Shutdown(SocketShutdown.Send);
                break;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Stream.DisposeAsync().ConfigureAwait(false);
        if (_transport is not null)
        {
            await _transport.DisposeAsync().ConfigureAwait(false);
        }
    }
}
