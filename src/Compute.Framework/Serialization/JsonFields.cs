using System.Collections.ObjectModel;
using System.Globalization;
using System.Text.Json;

namespace Compute.Framework.Serialization;

/// <summary>Reads the members of one JSON object. A missing member and a null member are equivalent.</summary>
/// <param name="element">The object.</param>
/// <param name="type">The type of the object, for error messages. They contain names of members and never
/// values, which may be secret.</param>
internal sealed class JsonFields(JsonElement element, string type)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <exception cref="JsonException">Always.</exception>
    public static T Fail<T>(string message) => throw new JsonException(message);

    public JsonElement? Find(string name)
    {
        _known.Add(name);
        return element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }

    public IEnumerable<JsonProperty> All() => element.EnumerateObject();

    /// <summary>Refuses unknown members: options of a newer version are refused, never ignored. A member
    /// without a value has no effect.</summary>
    public void RefuseUnknown()
    {
        foreach (var member in element.EnumerateObject())
        {
            var isEmpty = member.Value.ValueKind switch
            {
                JsonValueKind.Null => true,
                JsonValueKind.Array => member.Value.GetArrayLength() == 0,
                JsonValueKind.Object => !member.Value.EnumerateObject().Any(),
                _ => false,
            };
            if (!isEmpty && !_known.Contains(member.Name))
            {
                throw new JsonException(
                    $"A {type} has no '{member.Name}' in this version. An option is never dropped: leave it out, or use a newer version.");
            }
        }
    }

    public T Required<T>(T? value, string name)
        where T : class => value ?? throw Missing(name);

    public T Required<T>(T? value, string name)
        where T : struct => value ?? throw Missing(name);

    public string Text(string name) => Required(TextOrNull(name), name);

    public string? TextOrNull(string name) => Find(name) is { } value ? Text(value, name) : null;

    public bool? Flag(string name) => Find(name)?.ValueKind switch
    {
        null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Wrong(name, "true or false"),
    };

    public int? Int(string name) => Find(name) is { } value ? Int(value, name) : null;

    public long? Long(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } value when value.TryGetInt64(out var number) => number,
        _ => throw Wrong(name, "a whole number of 64 bits"),
    };

    public double? Double(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } value when value.TryGetDouble(out var number) && double.IsFinite(number) => number,
        _ => throw Wrong(name, "a number"),
    };

    public TimeSpan? Time(string name) =>
        TextOrNull(name) is not { } text ? null
        : TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var time) ? time
        : throw Wrong(name, "a time such as 00:01:30");

    public DateTimeOffset? Moment(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } value when value.TryGetDateTimeOffset(out var moment) => moment,
        _ => throw Wrong(name, "a point in time as ISO 8601 writes it"),
    };

    public T? Enum<T>(string name)
        where T : struct, Enum =>
        TextOrNull(name) is not { } text ? null : TryEnum<T>(text, out var value) ? value : throw Wrong(name, $"a {typeof(T).Name}");

    /// <summary>Reads a member of an enumeration; <paramref name="unknown"/> if this version does not have it.</summary>
    public T Enum<T>(string name, T unknown)
        where T : struct, Enum => TextOrNull(name) is { } text && TryEnum<T>(text, out var value) ? value : unknown;

    public byte[]? Bytes(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } value when value.TryGetBytesFromBase64(out var bytes) => bytes,
        _ => throw Wrong(name, "bytes in Base64"),
    };

    /// <summary>Reads a name or path, which may contain bytes that are not UTF-8; see <see cref="SandboxFileNames"/>.</summary>
    public string? NameOrNull(string name)
    {
        var text = TextOrNull(name);
        return Bytes(name + JsonFieldWriter.ExactSuffix) is { } bytes ? SandboxFileNames.GetString(bytes) : text;
    }

    public string Name(string name) => Required(NameOrNull(name), name);

    public IReadOnlyList<string> Texts(string name) => List(name, value => Text(value, name));

    public IReadOnlyList<int> Ints(string name) => List(name, value => Int(value, name));

    public IReadOnlyList<T> List<T>(string name, Func<JsonElement, T> read) => Find(name) switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } value => [.. value.EnumerateArray().Select(read)],
        _ => throw Wrong(name, "an array"),
    };

    public IReadOnlyDictionary<string, string> Map(string name) => Map(name, value => Text(value, name));

    public IReadOnlyDictionary<string, T> Map<T>(string name, Func<JsonElement, T> read)
    {
        if (Find(name) is not { } value)
        {
            return ReadOnlyDictionary<string, T>.Empty;
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            throw Wrong(name, "an object");
        }

        var map = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
        {
            map[member.Name] = read(member.Value);
        }

        return map;
    }

    public static bool TryEnum<T>(string text, out T value)
        where T : struct, Enum => System.Enum.TryParse(text, out value) && System.Enum.GetName(value) == text;

    public JsonException Wrong(string name, string expected) => new($"'{name}' of a {type} is not {expected}.");

    private JsonException Missing(string name) => new($"A {type} needs '{name}'.");

    private string Text(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Wrong(name, "text");

    private int Int(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)
            ? number
            : throw Wrong(name, "a whole number of 32 bits");
}
