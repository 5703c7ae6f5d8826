using System.Text;
using Compute.Framework.Runtime;
using Compute.Framework.Streams;

namespace Compute.Framework;

/// <summary>What a command reads from its standard input.</summary>
public sealed class CommandInput
{
    private readonly Stream? _stream;

    private CommandInput(ReadOnlyMemory<byte> bytes) => Bytes = bytes;

    private CommandInput(Stream stream) => _stream = stream;

    /// <summary>The input when all of it is in memory; null when it is a stream.</summary>
    public ReadOnlyMemory<byte>? Bytes { get; }

    /// <summary>The caller's stream, once the runtime watches it; null for an input in memory.</summary>
    internal SourceStream? Source => _stream as SourceStream;

    /// <summary>Text, encoded as UTF-8.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="ArgumentException">The text holds a lone surrogate, which has no encoding.</exception>
    public static CommandInput FromText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new(TextGuard.Encode(text, nameof(text)));
    }

    /// <summary>Bytes.</summary>
    /// <param name="bytes">The bytes; not copied.</param>
    public static CommandInput FromBytes(ReadOnlyMemory<byte> bytes) => new(bytes);

    /// <summary>A stream, read once to its end or that of the command. The caller disposes it.</summary>
    /// <remarks>A read that is still going on when the command ends is cancelled; one that ignores this is left behind. What the
    /// stream throws reaches the caller as it is, and the command is killed.</remarks>
    /// <param name="stream">A readable stream.</param>
    public static CommandInput FromStream(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return stream.CanRead ? new(stream) : throw new ArgumentException("The stream cannot be read.", nameof(stream));
    }

    /// <summary>Opens the input for reading. An input from a stream can be read once.</summary>
    /// <returns>The stream. Its reader does not dispose it.</returns>
    public Stream OpenRead() => _stream ?? new ReadOnlyMemoryStream(Bytes.GetValueOrDefault());

    /// <summary>Whether another input has the same bytes, or the same stream.</summary>
    /// <param name="obj">The other input.</param>
    public override bool Equals(object? obj) =>
        obj is CommandInput other && ReferenceEquals(_stream, other._stream) && Content.Equals(other.Content);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_stream, Content);

    private ContentBytes Content => new(Bytes.GetValueOrDefault());

    /// <summary>The same input with its stream watched by the runtime.</summary>
    internal CommandInput Watch() => _stream is null or SourceStream ? this : new(new SourceStream(_stream));
}
