namespace Compute.Framework.Runtime;

/// <summary>Bytes of a record of the contract, not copied: equal to others with the same content.</summary>
internal readonly struct ContentBytes(ReadOnlyMemory<byte> memory) : IEquatable<ContentBytes>
{
    public ReadOnlyMemory<byte> Memory { get; } = memory;

    public bool Equals(ContentBytes other) => Memory.Span.SequenceEqual(other.Memory.Span);

    public override bool Equals(object? obj) => obj is ContentBytes other && Equals(other);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(Memory.Span);
        return hash.ToHashCode();
    }
}
