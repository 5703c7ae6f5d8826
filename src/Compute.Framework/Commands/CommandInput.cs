using System.Text;

namespace Compute.Framework;

/// <summary>What a command reads from its standard input.</summary>
public sealed class CommandInput
{
    private readonly Stream? _stream;

    private CommandInput(ReadOnlyMemory<byte> bytes) => Bytes = bytes;

    private CommandInput(Stream stream) => _stream = stream;

    /// <summary>The input when all of it is in memory; null when it is a stream.</summary>
    public ReadOnlyMemory<byte>? Bytes { get; }

    /// <summary>Text, encoded as UTF-8.</summary>
    /// <param name="text">The text.</param>
    public static CommandInput FromText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Bytes.</summary>
    /// <param name="bytes">The bytes; not copied.</param>
    public static CommandInput FromBytes(ReadOnlyMemory<byte> bytes) => new(bytes);

    /// <summary>A stream, read once to its end. The caller disposes it.</summary>
    /// <param name="stream">A readable stream.</param>
    public static CommandInput FromStream(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return stream.CanRead ? new(stream) : throw new ArgumentException("The stream cannot be read.", nameof(stream));
    }

    /// <summary>Opens the input for reading. An input from a stream can be read once.</summary>
    public Stream OpenRead() => _stream ?? new ReadOnlyMemoryStream(Bytes.GetValueOrDefault());
}
