using System.Collections;
using System.Collections.ObjectModel;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Compute.Tests.Shared;

/// <summary>Whether the public records of a package compare their collections by content, and take null for empty.</summary>
internal static class RecordContent
{
    private const BindingFlags Every = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>The collections of a package's public records; those that only the package itself sees are compared too.</summary>
    public static IReadOnlyList<PropertyInfo> Collections(Assembly package) =>
    [
        .. package.GetExportedTypes()
            .Where(type => type.GetMethod("<Clone>$") is not null && !type.IsAbstract)
            .SelectMany(type => type.GetProperties(Every))
            .Where(property => property.CanWrite && property.PropertyType != typeof(string) && typeof(IEnumerable).IsAssignableFrom(property.PropertyType)),
    ];

    /// <summary>What is wrong with a collection; null where nothing is.</summary>
    public static string? Problem(PropertyInfo property)
    {
        var (one, same, other, none) = (Set(property, 1), Set(property, 1), Set(property, 2), Set(property, null));
        return !Equals(one, same) || one?.GetHashCode() != same?.GetHashCode() ? "equal content is not equal"
            : Equals(one, other) ? "other content is equal"
            : none is null && new NullabilityInfoContext().Create(property).ReadState != NullabilityState.Nullable ? "null is not taken for empty"
            : none is not null && ((IEnumerable)none).Cast<object?>().Any() ? "null is not empty"
            : null;
    }

    /// <summary>The value of a property after a collection of so many elements was set, or null.</summary>
    private static object? Set(PropertyInfo property, int? count)
    {
        var record = RuntimeHelpers.GetUninitializedObject(property.DeclaringType!);
        property.SetValue(record, count is { } size ? Create(property.PropertyType, size) : null);
        return property.GetValue(record);
    }

    private static object Create(Type type, int count)
    {
        var arguments = type.GetGenericArguments();
        var method = arguments.Length == 1 ? nameof(List) : nameof(Dictionary);
        return typeof(RecordContent).GetMethod(method, BindingFlags.Static | BindingFlags.NonPublic)!
            .MakeGenericMethod(arguments[^1]).Invoke(null, [count])!;
    }

    private static ReadOnlyCollection<T> List<T>(int count) => new([.. Enumerable.Repeat(Element<T>(), count)]);

    private static ReadOnlyDictionary<string, T> Dictionary<T>(int count) =>
        new(Enumerable.Range(0, count).ToDictionary(index => $"k{index}", _ => Element<T>()));

    /// <summary>Strings are others each time, with the same text.</summary>
    private static T Element<T>() => typeof(T) == typeof(string) ? (T)(object)new string('x', 3) : default!;
}
