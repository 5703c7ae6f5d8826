using Compute.Framework.Runtime;

namespace Compute.Framework;

/// <summary>One of the two output streams.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Naming", "CA1711", Justification = "It names one of a process's standard streams.")]
public enum StandardStream
{
    /// <summary>Standard output.</summary>
    StandardOutput,

    /// <summary>Standard error.</summary>
    StandardError,
}

/// <summary>A piece of output, as it came.</summary>
/// <param name="Sequence">The chunk's number: 0 for the first, then one more each, over both streams.</param>
/// <param name="Stream">The stream that it belongs to.</param>
/// <param name="Data">The bytes; never empty. A character may be split between two chunks.</param>
public readonly record struct OutputChunk(long Sequence, StandardStream Stream, ReadOnlyMemory<byte> Data)
{
    private readonly ContentBytes _data = new(Data);

    /// <summary>The bytes; two chunks are equal when theirs are.</summary>
    public ReadOnlyMemory<byte> Data { get => _data.Memory; init => _data = new(value); }
}

/// <summary>A line of output.</summary>
/// <param name="Stream">The stream that it belongs to.</param>
/// <param name="Text">The line without its end, decoded as UTF-8.</param>
public readonly record struct OutputLine(StandardStream Stream, string Text);
