using System.Runtime.CompilerServices;

namespace Compute.Framework.Generators.Caching;

/// <summary>Gives objects numbers that are never used again, without keeping the objects.</summary>
internal static class Identity
{
    private static readonly ConditionalWeakTable<object, Number> Numbers = new();
    private static long _last;

    public static long Of(object value) => Numbers.GetOrCreateValue(value).Value;

    private sealed class Number
    {
        public long Value { get; } = Interlocked.Increment(ref _last);
    }
}
