using Compute.Framework.Streams;

namespace Compute.Framework.Runtime;

/// <summary>A file's content on its way to the consumer: what fails after the file was opened says the same as what fails before.</summary>
internal sealed class SandboxReadStream(Stream content, Func<Exception, CancellationToken, ValueTask<Exception>> map) : ForwardReadStream
{
    private bool _isDisposed;

    public override bool CanRead => !_isDisposed && content.CanRead;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(Stream));
        try
        {
            return await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (!_isDisposed)
        {
            var mapped = await map(exception, cancellationToken).ConfigureAwait(false);
            if (ReferenceEquals(mapped, exception))
            {
                throw;
            }

            throw mapped;
        }
    }

    public override async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        await content.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _isDisposed = true;
            content.Dispose();
        }

        base.Dispose(disposing);
    }
}
