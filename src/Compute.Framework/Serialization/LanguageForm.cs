using System.Text.Json;
using System.Text.Json.Serialization;

namespace Compute.Framework.Serialization;

/// <summary>A language as its name.</summary>
internal sealed class LanguageForm : JsonConverter<CodeLanguage>
{
    public override CodeLanguage Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw new JsonException("A CodeLanguage is the name of a language.");
        }

        try
        {
            return new(reader.GetString()!);
        }
        catch (InvalidOperationException exception)
        {
            throw new JsonException("A CodeLanguage cannot be read: its name is not valid text.", exception);
        }
    }

    public override void Write(Utf8JsonWriter writer, CodeLanguage value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Name);
}
