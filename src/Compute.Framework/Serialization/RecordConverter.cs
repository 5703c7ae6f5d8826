using System.Collections.ObjectModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Compute.Framework.Serialization;

/// <summary>Converts a type of the contract to and from a JSON object. Invalid JSON causes a <see cref="JsonException"/>.</summary>
/// <typeparam name="T">The type.</typeparam>
internal abstract class RecordConverter<T> : JsonConverter<T>
{
    /// <summary>Whether unknown members are refused instead of ignored; true for requests.</summary>
    protected virtual bool IsRequest => false;

    public sealed override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return From(document.RootElement);
    }

    public sealed override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => Write(writer, value);

    public void Write(Utf8JsonWriter writer, T value)
    {
        writer.WriteStartObject();
        Write(new JsonFieldWriter(writer), value);
        writer.WriteEndObject();
    }

    public T From(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException($"A {typeof(T).Name} is a JSON object.");
        }

        try
        {
            var fields = new JsonFields(element, typeof(T).Name);
            var value = Read(fields);
            if (IsRequest)
            {
                fields.RefuseUnknown();
            }

            return value;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidOperationException
            or OverflowException or NotSupportedException)
        {
            throw new JsonException($"A {typeof(T).Name} cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>Returns the value of a member, or <see langword="default"/> if there is none.</summary>
    public T? From(JsonFields fields, string name) => fields.Find(name) is { } value ? From(value) : default;

    public IReadOnlyList<T> ListFrom(JsonFields fields, string name) => fields.List(name, From);

    public IReadOnlyDictionary<string, T> MapFrom(JsonFields fields, string name) =>
        fields.Find(name) is null ? ReadOnlyDictionary<string, T>.Empty : fields.Map(name, From);

    public void WriteTo(JsonFieldWriter to, string name, T? value)
    {
        if (value is not null)
        {
            to.Writer.WritePropertyName(name);
            Write(to.Writer, value);
        }
    }

    public void WriteListTo(JsonFieldWriter to, string name, IReadOnlyList<T> values)
    {
        if (values.Count > 0)
        {
            to.Writer.WriteStartArray(name);
            foreach (var value in values)
            {
                Write(to.Writer, value);
            }

            to.Writer.WriteEndArray();
        }
    }

    /// <summary>Writes the entries in the order of their keys, so that each value has one form.</summary>
    public void WriteMapTo(JsonFieldWriter to, string name, IReadOnlyDictionary<string, T> values)
    {
        if (values.Count > 0)
        {
            to.Writer.WriteStartObject(name);
            foreach (var (key, value) in values.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                to.Writer.WritePropertyName(key);
                Write(to.Writer, value);
            }

            to.Writer.WriteEndObject();
        }
    }

    protected abstract T Read(JsonFields from);

    protected abstract void Write(JsonFieldWriter to, T value);
}

/// <summary>A converter that consists of a read function and a write function.</summary>
/// <param name="read">Reads the members.</param>
/// <param name="write">Writes the members.</param>
/// <param name="isRequest">See <see cref="RecordConverter{T}.IsRequest"/>.</param>
/// <typeparam name="T">The type.</typeparam>
internal sealed class PlainConverter<T>(
    Func<JsonFields, T> read, Action<JsonFieldWriter, T> write, bool isRequest = false) : RecordConverter<T>
{
    protected override bool IsRequest => isRequest;

    protected override T Read(JsonFields from) => read(from);

    protected override void Write(JsonFieldWriter to, T value) => write(to, value);
}
