using Compute.Framework.Streams;

namespace Compute.Framework.Runtime;

/// <summary>A file's content on its way to the consumer: what fails after the file was opened says the same as what fails before.</summary>
internal sealed class SandboxReadStream(Stream content, Func<Exception, CancellationToken, ValueTask<Exception>> map) : ForwardReadStream
{
    public override bool CanRead => content.CanRead;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
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
        await content.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            content.Dispose();
        }

        base.Dispose(disposing);
    }
}
