using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Compute.Framework.Http;

/// <summary>Reads streams of JSON values, one for each line.</summary>
public static class NdjsonReader
{
    /// <summary>The default maximum length of a line: 16 MiB.</summary>
    public const int DefaultMaxLineBytes = 16 * 1024 * 1024;

    private const int InitialBufferBytes = 16 * 1024;

    /// <summary>Reads the values as they arrive. Empty lines are skipped.</summary>
    /// <typeparam name="T">A value's type.</typeparam>
    /// <param name="stream">The stream; the caller disposes it.</param>
    /// <param name="type">How to read a value.</param>
    /// <param name="maxLineBytes">The maximum length of a line, in bytes; positive.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="SandboxUnavailableException">The connection was lost: the stream was interrupted,
    /// or ended within a line.</exception>
    /// <exception cref="ProviderFaultException">A line is not JSON of that type, or is too long.</exception>
    public static async IAsyncEnumerable<T> ReadAsync<T>(
        Stream stream,
        JsonTypeInfo<T> type,
        int maxLineBytes = DefaultMaxLineBytes,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(type);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxLineBytes);

        var buffer = new byte[InitialBufferBytes];
        var start = 0;
        var end = 0;
        var searched = 0;
        while (true)
        {
            while (buffer.AsSpan(searched, end - searched).IndexOf((byte)'\n') is >= 0 and var found)
            {
                var line = buffer.AsMemory(start, searched + found - start);
                start = searched = searched + found + 1;
                if (!IsBlank(line.Span))
                {
                    yield return Parse(line.Span, type);
                }
            }

            searched = end;
            if (end - start > maxLineBytes)
            {
                throw new ProviderFaultException($"The back end sent a line of more than {maxLineBytes} bytes.");
            }

            MakeRoom(ref buffer, ref start, ref end, ref searched);
            var count = await ReadAsync(stream, buffer.AsMemory(end), cancellationToken).ConfigureAwait(false);
            if (count == 0)
            {
                break;
            }

            end += count;
        }

        var rest = buffer.AsMemory(start, end - start);
        if (!IsBlank(rest.Span))
        {
            yield return ParseLast(rest.Span, type);
        }
    }

    internal static async ValueTask<int> ReadAsync(Stream stream, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (ComputeHttp.MapException(exception, cancellationToken) is ComputeException error
            && !ReferenceEquals(error, exception))
        {
            throw error;
        }
    }

    private static bool IsBlank(ReadOnlySpan<byte> line) => line.TrimStart(" \t\r"u8).IsEmpty;

    private static T Parse<T>(ReadOnlySpan<byte> line, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(line, type) ?? throw new ProviderFaultException("The back end sent a line that is null.");
        }
        catch (JsonException exception)
        {
            throw new ProviderFaultException(
                $"The back end sent a line that is no {typeof(T).Name} in JSON (at '{exception.Path}').", exception);
        }
    }

    /// <summary>A last line without a line end is complete only if its value shows its own end.</summary>
    private static T ParseLast<T>(ReadOnlySpan<byte> line, JsonTypeInfo<T> type)
    {
        if (line.TrimEnd(" \t\r"u8) is [.., (byte)'}' or (byte)']' or (byte)'"'])
        {
            try
            {
                return Parse(line, type);
            }
            catch (ProviderFaultException exception)
            {
                throw CutOff(exception);
            }
        }

        throw CutOff(cause: null);

        static SandboxUnavailableException CutOff(Exception? cause) =>
            new("The connection was lost: the stream ended within a line.", cause);
    }

    private static void MakeRoom(ref byte[] buffer, ref int start, ref int end, ref int searched)
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            end -= start;
            searched -= start;
            start = 0;
        }

        if (end == buffer.Length)
        {
            Array.Resize(ref buffer, buffer.Length * 2);
        }
    }
}
