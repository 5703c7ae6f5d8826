using System.Collections.ObjectModel;

namespace Compute.Framework.Runtime;

/// <summary>Names with values of a record of the contract: a copy of what was given, equal to every other with equal values for the same
/// names, in whatever order. Names are compared by their characters.</summary>
internal sealed class ContentDictionary<TValue> : ReadOnlyDictionary<string, TValue>
{
    public static new readonly ContentDictionary<TValue> Empty = new([]);

    private ContentDictionary(Dictionary<string, TValue> items)
        : base(items)
    {
    }

    /// <summary>A copy; empty for null.</summary>
    public static ContentDictionary<TValue> Of(IReadOnlyDictionary<string, TValue>? items)
    {
        if (items is null or { Count: 0 })
        {
            return Empty;
        }

        if (items is ContentDictionary<TValue> same)
        {
            return same;
        }

        var copy = new Dictionary<string, TValue>(items.Count, StringComparer.Ordinal);
        foreach (var (name, value) in items)
        {
            copy[name] = value;
        }

        return new(copy);
    }

    public override bool Equals(object? obj)
    {
        if (ReferenceEquals(this, obj))
        {
            return true;
        }

        return obj is ContentDictionary<TValue> other && other.Count == Count
            && this.All(pair => other.TryGetValue(pair.Key, out var value) && EqualityComparer<TValue>.Default.Equals(pair.Value, value));
    }

    public override int GetHashCode()
    {
        // A sum, because the order is of no importance.
        var hash = Count;
        foreach (var (name, value) in this)
        {
            hash += HashCode.Combine(name, value);
        }

        return hash;
    }
}
