using System.Runtime.CompilerServices;

namespace Compute.Providers.Remote.Wire;

/// <summary>A frame of a process's output, or a part of it as it arrived; or the end.</summary>
internal readonly record struct RemoteFrame(FrameHeader Header, ReadOnlyMemory<byte> Data, bool IsWhole)
{
    /// <summary>The result of an end frame, which has no output.</summary>
    public ExecutionResult ToResult() => GatewayMessage.Read<ExecutionResult>(Data.Span);

    /// <summary>The error of an error frame.</summary>
    public ComputeException ToError() => GatewayMessage.ErrorOf(GatewayMessage.Read<ComputeErrorInfo>(Data.Span));
}

/// <summary>Reads frames until the connection ends.</summary>
internal static class FrameReader
{
    private const int PieceBytes = 64 * 1024;

    /// <exception cref="SandboxUnavailableException">The connection was lost.</exception>
    public static async IAsyncEnumerable<RemoteFrame> ReadAsync(Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var header = new byte[FrameHeader.Size];
        var buffer = new byte[PieceBytes];
        while (true)
        {
            await FillAsync(stream, header, cancellationToken).ConfigureAwait(false);
            var frame = FrameHeader.Read(header);
            if (frame.Length is < 0 or > FrameHeader.MaxLength || frame.Kind > FrameKind.Error)
            {
                throw new ProviderFaultException("The gateway sent a frame that is none.");
            }

            if (frame.Kind is FrameKind.End or FrameKind.Error)
            {
                var content = new byte[frame.Length];
                await FillAsync(stream, content, cancellationToken).ConfigureAwait(false);
                yield return new RemoteFrame(frame, content, IsWhole: true);
                continue;
            }

            // Output goes on as it arrives, so that what is lost with the connection is less than a frame.
            var left = frame.Length;
            do
            {
                var piece = buffer.AsMemory(0, Math.Min(left, buffer.Length));
                var count = left == 0 ? 0 : await ReadAsync(stream, piece, cancellationToken).ConfigureAwait(false);
                left -= count;
                yield return new RemoteFrame(frame, buffer.AsMemory(0, count), IsWhole: left == 0);
            }
            while (left > 0);
        }
    }

    private static async ValueTask<int> ReadAsync(Stream stream, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var count
                ? count
                : throw GatewayClient.Lost();
        }
        catch (Exception exception) when (ComputeHttp.MapException(exception, cancellationToken) is ComputeException error)
        {
            throw error;
        }
    }

    private static async ValueTask FillAsync(Stream stream, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            await stream.ReadExactlyAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (EndOfStreamException)
        {
            throw GatewayClient.Lost();
        }
        catch (Exception exception) when (ComputeHttp.MapException(exception, cancellationToken) is ComputeException error)
        {
            throw error;
        }
    }
}
