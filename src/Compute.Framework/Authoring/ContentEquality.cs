using Compute.Framework.Runtime;

namespace Compute.Framework.Authoring;

/// <summary>Collections for records that are compared by content, such as a provider's <see cref="ProviderSandboxOptions"/>: a record with
/// other collections equals only those that hold the same objects.</summary>
/// <example><code>public IReadOnlyList&lt;string&gt; Zones { get; init => field = ContentEquality.ListOf(value); } =
/// ContentEquality.ListOf&lt;string&gt;(null);</code></example>
public static class ContentEquality
{
    /// <summary>Copies a list.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="items">The elements; empty if null.</param>
    /// <returns>A read-only copy that equals every other such copy with equal elements in the same order.</returns>
    public static IReadOnlyList<T> ListOf<T>(IReadOnlyList<T>? items) => ContentList<T>.Of(items);

    /// <summary>Copies a dictionary.</summary>
    /// <typeparam name="TValue">The type of the values.</typeparam>
    /// <param name="items">The names, which are compared by ordinal, and their values; empty if null.</param>
    /// <returns>A read-only copy that equals every other such copy with equal values for the same names, in any order.</returns>
    public static IReadOnlyDictionary<string, TValue> DictionaryOf<TValue>(IReadOnlyDictionary<string, TValue>? items) =>
        ContentDictionary<TValue>.Of(items);
}
