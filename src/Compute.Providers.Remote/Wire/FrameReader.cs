using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Compute.Providers.Remote.Wire;

/// <summary>A frame of a process's output, or its end.</summary>
internal readonly record struct RemoteFrame(FrameHeader Header, ReadOnlyMemory<byte> Data)
{
    /// <summary>The result of an end frame, which has no output.</summary>
    public ExecutionResult ToResult() => Parse<ExecutionResult>();

    /// <summary>The error of an error frame.</summary>
    public ComputeException ToError() => GatewayClient.ErrorOf(Parse<ComputeErrorInfo>());

    private T Parse<T>()
    {
        try
        {
            return JsonSerializer.Deserialize(Data.Span, ComputeJson.TypeInfo<T>()) ?? throw new ProviderFaultException("The gateway sent a null.");
        }
        catch (JsonException exception)
        {
            throw new ProviderFaultException($"The gateway sent no {typeof(T).Name}.", exception);
        }
    }
}

/// <summary>Reads frames until the connection ends.</summary>
internal static class FrameReader
{
    /// <exception cref="SandboxUnavailableException">The connection was lost.</exception>
    public static async IAsyncEnumerable<RemoteFrame> ReadAsync(Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var header = new byte[FrameHeader.Size];
        var buffer = Array.Empty<byte>();
        while (true)
        {
            await FillAsync(stream, header, cancellationToken).ConfigureAwait(false);
            var frame = FrameHeader.Read(header);
            if (frame.Length is < 0 or > FrameHeader.MaxLength || frame.Kind > FrameKind.Error)
            {
                throw new ProviderFaultException("The gateway sent a frame that is none.");
            }

            if (buffer.Length < frame.Length)
            {
                buffer = new byte[Math.Max(frame.Length, 64 * 1024)];
            }

            await FillAsync(stream, buffer.AsMemory(0, frame.Length), cancellationToken).ConfigureAwait(false);
            yield return new RemoteFrame(frame, buffer.AsMemory(0, frame.Length));
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
