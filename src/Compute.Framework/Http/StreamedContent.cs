using System.Net;
using System.Net.Http.Headers;

namespace Compute.Framework.Http;

/// <summary>Content of unknown length that is written while it is sent.</summary>
public sealed class StreamedContent : HttpContent
{
    private readonly Func<Stream, CancellationToken, Task> _write;

    /// <summary>Creates the content without writing it.</summary>
    /// <param name="mediaType">The media type, such as <c>application/x-tar</c>.</param>
    /// <param name="write">Writes the content; called once, because the content cannot be sent again.</param>
    public StreamedContent(string mediaType, Func<Stream, CancellationToken, Task> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        _write = write;
        Headers.ContentType = new MediaTypeHeaderValue(mediaType);
    }

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        _write(stream, cancellationToken);

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => _write(stream, CancellationToken.None);

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
