using System.Text;
using Compute.Framework.Runtime;
using Compute.Framework.Streams;

namespace Compute.Framework;

/// <summary>The standard input of a command.</summary>
public sealed class CommandInput
{
    private readonly Stream? _stream;

    private CommandInput(ReadOnlyMemory<byte> bytes) => Bytes = bytes;

    private CommandInput(Stream stream) => _stream = stream;

    /// <summary>The input if all of it is in memory; null if it is a stream.</summary>
    public ReadOnlyMemory<byte>? Bytes { get; }

    /// <summary>The caller's stream, once the runtime watches it; null for an input in memory.</summary>
    internal SourceStream? Source => _stream as SourceStream;

    /// <summary>Creates an input from text, encoded as UTF-8.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="ArgumentException">The text contains a lone surrogate, which has no encoding.</exception>
    public static CommandInput FromText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new(TextGuard.Encode(text, nameof(text)));
    }

    /// <summary>Creates an input from bytes.</summary>
    /// <param name="bytes">The bytes; not copied.</param>
    public static CommandInput FromBytes(ReadOnlyMemory<byte> bytes) => new(bytes);

    /// <summary>Creates an input from a stream, which is read once, to its end or the end of the command.
    /// The caller disposes the stream.</summary>
    /// <remarks>A read that is in progress when the command ends is canceled; if the stream ignores the cancellation, the read is
    /// abandoned. An exception of the stream reaches the caller unchanged, and the command is killed.</remarks>
    /// <param name="stream">A readable stream.</param>
    public static CommandInput FromStream(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return stream.CanRead ? new(stream) : throw new ArgumentException("The stream cannot be read.", nameof(stream));
    }

    /// <summary>Opens the input for reading. An input from a stream can be read once.</summary>
    /// <returns>The stream. The reader must not dispose it.</returns>
    public Stream OpenRead() => _stream ?? new ReadOnlyMemoryStream(Bytes.GetValueOrDefault());

    /// <summary>Returns whether another input has the same bytes, or the same stream.</summary>
    /// <param name="obj">The other input.</param>
    public override bool Equals(object? obj) =>
        obj is CommandInput other && ReferenceEquals(_stream, other._stream) && Content.Equals(other.Content);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_stream, Content);

    private ContentBytes Content => new(Bytes.GetValueOrDefault());

    /// <summary>The same input with its stream watched by the runtime.</summary>
    internal CommandInput Watch() => _stream is null or SourceStream ? this : new(new SourceStream(_stream));
}
