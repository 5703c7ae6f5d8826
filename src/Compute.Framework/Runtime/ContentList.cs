using System.Collections.ObjectModel;

namespace Compute.Framework.Runtime;

/// <summary>A list of a record of the contract: a copy of what was given, equal to every other with equal elements in the same order.
/// So a record that holds one is compared by content, without any code of its own.</summary>
internal sealed class ContentList<T> : ReadOnlyCollection<T>
{
    public static new readonly ContentList<T> Empty = new([]);

    private ContentList(T[] items)
        : base(items)
    {
    }

    /// <summary>A copy; empty for null.</summary>
    public static ContentList<T> Of(IReadOnlyList<T>? items) => items switch
    {
        null or { Count: 0 } => Empty,
        ContentList<T> same => same,
        _ => new([.. items]),
    };

    /// <summary>A copy, or null.</summary>
    public static ContentList<T>? OrNull(IReadOnlyList<T>? items) => items is null ? null : Of(items);

    public override bool Equals(object? obj) => ReferenceEquals(this, obj) || (obj is ContentList<T> other && this.SequenceEqual(other));

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var item in this)
        {
            hash.Add(item);
        }

        return hash.ToHashCode();
    }
}
