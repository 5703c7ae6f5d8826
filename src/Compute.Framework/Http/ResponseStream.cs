using Compute.Framework.Streams;

namespace Compute.Framework.Http;

/// <summary>The content of a response, or a part of it, for a consumer: errors are converted to the framework's errors, and
/// disposing the stream ends the response.</summary>
/// <param name="content">The bytes.</param>
/// <param name="response">The response that contains them.</param>
/// <param name="length">The expected number of bytes, if it is known; fewer bytes mean a lost connection.</param>
public sealed class ResponseStream(Stream content, HttpResponseMessage response, long? length = null) : ForwardReadStream
{
    private long _missing = length ?? 0;
    private bool _isDisposed;

    /// <inheritdoc/>
    public override bool CanRead => !_isDisposed;

    /// <inheritdoc/>
    /// <exception cref="SandboxUnavailableException">The connection was lost.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        try
        {
            var count = await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            _missing -= count;
            return count > 0 || _missing <= 0 || buffer.IsEmpty
                ? count
                : throw new SandboxUnavailableException($"The connection was lost: {_missing} of {length} bytes are missing.");
        }
        catch (Exception exception) when (ComputeHttp.MapException(exception, cancellationToken) is ComputeException error
            && !ReferenceEquals(error, exception))
        {
            throw error;
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isDisposed)
        {
            _isDisposed = true;
            response.Dispose();
        }

        base.Dispose(disposing);
    }
}
