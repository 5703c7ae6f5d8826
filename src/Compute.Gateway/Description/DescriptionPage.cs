using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Compute.Gateway.Description;

/// <summary>A description of an API as one page of HTML, without scripts.</summary>
internal static class DescriptionPage
{
    private const string Begin = """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
        <title>Compute gateway</title>
        <style>
        body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; color: #222 }
        code { font: 14px/1.5 ui-monospace, monospace }
        h2 { margin-top: 2.5rem; border-bottom: 1px solid #ccc } h3 { margin: 1.5rem 0 0 } p, ul { margin: 0.3rem 0 }
        table { border-collapse: collapse } td { padding: 0.1rem 1rem 0.1rem 0; vertical-align: top }
        </style></head><body>

        """;

    /// <summary>Writes the page.</summary>
    /// <param name="document">The description in the form of OpenAPI 3.1, as this package has it.</param>
    public static string Write(ReadOnlySpan<byte> document)
    {
        using var parsed = JsonDocument.Parse(document.ToArray());
        var root = parsed.RootElement;
        var info = root.GetProperty("info");
        var page = new StringBuilder(Begin);
        page.Append($"<h1>{Text(info, "title")}</h1>\n<p>{Text(info, "description")}</p>\n");
        var operations = root.GetProperty("paths").EnumerateObject()
            .SelectMany(static path => path.Value.EnumerateObject().Select(method => (Path: path.Name, Method: method.Name, method.Value)))
            .GroupBy(static operation => operation.Value.GetProperty("tags")[0].GetString()!);
        foreach (var group in operations)
        {
            page.Append($"<h2>{Encode(group.Key)}</h2>\n");
            foreach (var (path, method, operation) in group)
            {
                WriteOperation(page, path, method, operation);
            }
        }

        page.Append("<h2>Types</h2>\n");
        foreach (var schema in root.GetProperty("components").GetProperty("schemas").EnumerateObject())
        {
            WriteSchema(page, schema.Name, schema.Value);
        }

        return page.Append("</body></html>\n").ToString();
    }

    private static void WriteOperation(StringBuilder page, string path, string method, JsonElement operation)
    {
        page.Append($"<h3><code>{method.ToUpperInvariant()} {Encode(path)}</code></h3>\n<p>{Text(operation, "summary")}</p>\n<ul>\n");
        if (operation.TryGetProperty("parameters", out var parameters))
        {
            foreach (var parameter in parameters.EnumerateArray())
            {
                page.Append($"<li><code>{Text(parameter, "name")}</code> ({Text(parameter, "in")}): ");
                page.Append($"{Text(parameter, "description")}</li>\n");
            }
        }

        if (operation.TryGetProperty("requestBody", out var body))
        {
            WriteContent(page, "Body", body);
        }

        foreach (var response in operation.GetProperty("responses").EnumerateObject().Where(static response => response.Name != "default"))
        {
            WriteContent(page, response.Name, response.Value);
        }

        page.Append("</ul>\n");
    }

    private static void WriteContent(StringBuilder page, string name, JsonElement of)
    {
        page.Append($"<li>{Encode(name)}: {Text(of, "description")}");
        if (of.TryGetProperty("content", out var content))
        {
            foreach (var media in content.EnumerateObject())
            {
                page.Append($" <code>{Encode(media.Name)}</code>");
                if (media.Value.TryGetProperty("schema", out var schema))
                {
                    page.Append(' ').Append(TypeOf(schema));
                }
            }
        }

        page.Append("</li>\n");
    }

    private static void WriteSchema(StringBuilder page, string name, JsonElement schema)
    {
        page.Append($"<h3 id=\"{Encode(name)}\"><code>{Encode(name)}</code></h3>\n<p>{Text(schema, "description")}</p>\n<table>\n");
        if (schema.TryGetProperty("properties", out var properties))
        {
            foreach (var property in properties.EnumerateObject())
            {
                page.Append($"<tr><td><code>{Encode(property.Name)}</code></td><td>{TypeOf(property.Value)}</td>");
                page.Append($"<td>{Text(property.Value, "description")}</td></tr>\n");
            }
        }

        page.Append("</table>\n");
    }

    /// <summary>A type in a word or two, with a link where it is described.</summary>
    private static string TypeOf(JsonElement schema)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            var name = Encode(reference.GetString()!.Split('/')[^1]);
            return $"<a href=\"#{name}\">{name}</a>";
        }

        if (schema.TryGetProperty("items", out var items))
        {
            return $"list of {TypeOf(items)}";
        }

        return schema.TryGetProperty("additionalProperties", out var values) && values.ValueKind == JsonValueKind.Object
            ? $"map of {TypeOf(values)}"
            : schema.TryGetProperty("enum", out var members)
            ? string.Join(", ", members.EnumerateArray().Select(static member => Encode(member.GetString()!)))
            : Text(schema, "type");
    }

    private static string Text(JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? Encode(value.GetString()!) : "";

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
