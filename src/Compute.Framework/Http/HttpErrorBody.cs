using System.IO.Compression;

namespace Compute.Framework.Http;

/// <summary>Reads the beginning of an error's body, regardless of its state. The status code is decisive: for a body that was read before,
/// is interrupted, stalls, or cannot be decompressed, the available part is returned, and never an error.</summary>
internal static class HttpErrorBody
{
    private const int MaxBytes = 2048;

    /// <summary>The time limit for a body, because some never end.</summary>
    private static readonly TimeSpan ReadWithin = TimeSpan.FromSeconds(5);

    /// <exception cref="OperationCanceledException">The caller canceled the operation.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(ReadWithin);
        var buffer = new byte[MaxBytes];
        var count = 0;
        try
        {
            var stream = Decompress(await OpenAsync(content, limit.Token).ConfigureAwait(false), content.Headers.ContentEncoding);
            int read;
            while (count < buffer.Length && stream is not null
                && (read = await stream.ReadAsync(buffer.AsMemory(count), limit.Token).ConfigureAwait(false)) > 0)
            {
                count += read;
            }
        }
        catch (Exception exception) when (IsOfTheBody(exception) && !cancellationToken.IsCancellationRequested)
        {
            // What came until then is kept.
        }

        return buffer.AsMemory(0, count);
    }

    /// <summary>Opens the content from its beginning. Content that was read before can be read again only if it is in memory.</summary>
    private static async Task<Stream> OpenAsync(HttpContent content, CancellationToken cancellationToken)
    {
        try
        {
            var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            if (stream.CanSeek)
            {
                stream.Position = 0;
            }

            if (stream.CanRead)
            {
                return stream;
            }
        }
        catch (InvalidOperationException)
        {
            // It was consumed, or disposed with a stream that somebody read it through.
        }

        return new MemoryStream(await content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false), writable: false);
    }

    private static Stream? Decompress(Stream stream, ICollection<string> encodings) => encodings.FirstOrDefault()?.ToUpperInvariant() switch
    {
        null or "" or "IDENTITY" => stream,
        _ when encodings.Count > 1 => null,
        "GZIP" or "X-GZIP" => new GZipStream(stream, CompressionMode.Decompress),
        "DEFLATE" => new ZLibStream(stream, CompressionMode.Decompress),
        "BR" => new BrotliStream(stream, CompressionMode.Decompress),
        _ => null,
    };

    private static bool IsOfTheBody(Exception exception) =>
        exception is HttpRequestException or IOException or InvalidDataException or InvalidOperationException or OperationCanceledException
            or ComputeException;
}
