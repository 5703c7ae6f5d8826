using System.Text.Json;
using System.Text.Json.Serialization;

namespace Compute.Framework.Serialization;

/// <summary>A signal as JSON: its number.</summary>
internal sealed class SignalForm : JsonConverter<Signal>
{
    public override Signal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var number) && number is >= 1 and <= 64
            ? new(number)
            : throw new JsonException("A Signal is a number from 1 to 64.");

    public override void Write(Utf8JsonWriter writer, Signal value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Number);
}
