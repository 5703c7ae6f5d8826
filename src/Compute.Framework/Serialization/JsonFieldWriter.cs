using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Compute.Framework.Serialization;

/// <summary>Writes the members of one JSON object. Null values and empty collections are omitted.</summary>
/// <param name="writer">The writer, within the object.</param>
internal readonly struct JsonFieldWriter(Utf8JsonWriter writer)
{
    /// <summary>The suffix of the name of the member with the exact bytes.</summary>
    public const string ExactSuffix = "Bytes";

    public Utf8JsonWriter Writer => writer;

    public void Text(string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, Checked(name, value));
        }
    }

    public void Flag(string name, bool? value)
    {
        if (value is { } flag)
        {
            writer.WriteBoolean(name, flag);
        }
    }

    public void Long(string name, long? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
    }

    /// <exception cref="NotSupportedException">The number is infinite or not a number.</exception>
    public void Double(string name, double? value)
    {
        if (value is { } number)
        {
            if (!double.IsFinite(number))
            {
                throw new NotSupportedException($"'{name}' is not a finite number and cannot be serialised.");
            }

            writer.WriteNumber(name, number);
        }
    }

    public void Time(string name, TimeSpan? value) => Text(name, value?.ToString("c", CultureInfo.InvariantCulture));

    public void Moment(string name, DateTimeOffset? value)
    {
        if (value is { } moment)
        {
            writer.WriteString(name, moment);
        }
    }

    public void Enum<T>(string name, T? value)
        where T : struct, Enum
    {
        if (value is { } member)
        {
            writer.WriteString(
                name, System.Enum.GetName(member) ?? throw new NotSupportedException($"'{name}' is not a member of {typeof(T).Name}."));
        }
    }

    public void Bytes(string name, ReadOnlyMemory<byte>? value)
    {
        if (value is { } bytes)
        {
            writer.WriteBase64String(name, bytes.Span);
        }
    }

    /// <summary>Writes a name or path as text and, if its bytes are not UTF-8, also as bytes.</summary>
    /// <param name="name">The member's name.</param>
    /// <param name="value">The name or path.</param>
    /// <param name="isMessage">Whether it is a text for display: in it, characters that represent no bytes are
    /// replaced; otherwise they are refused.</param>
    /// <exception cref="NotSupportedException">A lone surrogate represents no byte.</exception>
    public void Name(string name, string? value, bool isMessage = false)
    {
        if (value is null || IsText(value))
        {
            Text(name, value);
            return;
        }

        byte[] bytes;
        try
        {
            bytes = SandboxFileNames.GetBytes(value);
        }
        catch (ArgumentException exception)
        {
            if (isMessage)
            {
                writer.WriteString(name, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(value)));
                return;
            }

            throw new NotSupportedException($"'{name}' cannot be serialised: {exception.Message}", exception);
        }

        writer.WriteString(name, Encoding.UTF8.GetString(bytes));
        writer.WriteBase64String(name + ExactSuffix, bytes);
    }

    public void Texts(string name, IReadOnlyList<string>? values, bool keepsEmpty = false)
    {
        if (values is not null && (keepsEmpty || values.Count > 0))
        {
            writer.WriteStartArray(name);
            foreach (var value in values)
            {
                writer.WriteStringValue(Checked(name, value));
            }

            writer.WriteEndArray();
        }
    }

    public void Map(string name, IReadOnlyDictionary<string, string>? values)
    {
        if (values is { Count: > 0 })
        {
            writer.WriteStartObject(name);
            foreach (var (key, value) in values)
            {
                writer.WriteString(Checked(name, key), Checked(name, value));
            }

            writer.WriteEndObject();
        }
    }

    /// <summary>Returns whether text has an encoding: it contains no lone surrogate.</summary>
    private static bool IsText(string value)
    {
        var rest = value.AsSpan();
        while (rest.IndexOfAnyInRange('\uD800', '\uDFFF') is >= 0 and var index)
        {
            rest = rest[index..];
            if (Rune.DecodeFromUtf16(rest, out _, out var count) != OperationStatus.Done)
            {
                return false;
            }

            rest = rest[count..];
        }

        return true;
    }

    /// <exception cref="NotSupportedException">The text would be changed by the encoding.</exception>
    private static string Checked(string name, string? value) =>
        value is null ? throw new NotSupportedException($"'{name}' holds a null and cannot be serialised.")
        : IsText(value) ? value
        : throw new NotSupportedException($"'{name}' holds a lone surrogate, which has no encoding, and cannot be serialised.");
}
