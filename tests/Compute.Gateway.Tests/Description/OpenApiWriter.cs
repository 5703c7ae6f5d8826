using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Compute.Gateway.Tests.Description;

/// <summary>Writes the description of the protocol as OpenAPI 3.1.</summary>
internal static class OpenApiWriter
{
    private const string Version = "v1";

    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="scopes">What a key needs, by method and path.</param>
    public static string Write(IReadOnlyDictionary<(string Method, string Path), GatewayScopes> scopes)
    {
        var schemas = new Schemas(new DocumentedMembers(typeof(ISandbox).Assembly, typeof(GatewayKey).Assembly));
        var error = schemas.Of(typeof(ComputeErrorInfo));
        var paths = new JsonObject();
        foreach (var path in RouteDescriptions.All.GroupBy(route => route.Path))
        {
            paths[path.Key] = new JsonObject(path.Select(route => KeyValuePair.Create(
                route.Method.ToLowerInvariant(), (JsonNode?)Operation(route, scopes.GetValueOrDefault((route.Method, route.Path)), schemas))));
        }

        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "Compute gateway",
                ["version"] = Version,
                ["description"] = "Sandboxes of any provider of Compute.Framework over HTTP. Bytes are in Base64, time spans as 00:01:30. Null and "
                    + "empty members are omitted. Identifiers in paths that have other characters than letters, digits, '.', '_' and '-' are "
                    + "written as '~' and their UTF-8 in Base64 with the alphabet of addresses.",
            },
            ["servers"] = new JsonArray(
                new JsonObject { ["url"] = "/" + Version, ["description"] = "The default provider." },
                new JsonObject
                {
                    ["url"] = $"/{Version}/providers/{{provider}}",
                    ["description"] = "A provider by its name; all paths but /health and /providers.",
                    ["variables"] = new JsonObject { ["provider"] = new JsonObject { ["default"] = "local" } },
                }),
            ["security"] = new JsonArray(new JsonObject { ["key"] = new JsonArray() }),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["securitySchemes"] = new JsonObject { ["key"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer" } },
                ["schemas"] = schemas.Components,
                ["responses"] = new JsonObject { ["Problem"] = Problem(error) },
            },
        }.ToJsonString(Layout) + "\n";
    }

    private static JsonObject Operation(RouteDescription route, GatewayScopes scope, Schemas schemas)
    {
        var operation = new JsonObject
        {
            ["tags"] = new JsonArray(route.Tag),
            ["operationId"] = IdOf(route),
            ["summary"] = route.Summary,
        };
        if (scope == GatewayScopes.None)
        {
            operation["security"] = new JsonArray();
        }
        else
        {
            operation["description"] = $"Needs the scope {scope}.";
        }

        if (Parameters(route) is { Count: > 0 } parameters)
        {
            operation["parameters"] = parameters;
        }

        if (route.BodyMedia is { } media)
        {
            operation["requestBody"] = new JsonObject { ["required"] = route.IsBodyRequired, ["content"] = Content([(media, route.Body)], schemas) };
        }

        var response = new JsonObject { ["description"] = route.Response };
        if (route.Contents.Count > 0)
        {
            response["content"] = Content(route.Contents, schemas);
        }

        operation["responses"] = new JsonObject
        {
            [$"{route.Status}"] = response,
            ["default"] = new JsonObject { ["$ref"] = "#/components/responses/Problem" },
        };
        return operation;
    }

    private static JsonArray Parameters(RouteDescription route)
    {
        var ofPath = route.Path.Split('/').Where(part => part.StartsWith('{')).Select(part => new JsonObject
        {
            ["name"] = part[1..^1],
            ["in"] = "path",
            ["required"] = true,
            ["description"] = part == "{port}" ? "1 to 65535." : $"The identifier of the {(part == "{id}" ? "sandbox" : part[1..^1])}.",
            ["schema"] = new JsonObject { ["type"] = "string" },
        });
        var others = route.Parameters.Select(parameter => new JsonObject
        {
            ["name"] = parameter.Name,
            ["in"] = parameter.In,
            ["required"] = parameter.IsRequired,
            ["description"] = parameter.Description,
            ["schema"] = parameter.Name == "label"
                ? new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "string" } }
                : new JsonObject { ["type"] = "string" },
        });
        return new JsonArray([.. ofPath, .. others]);
    }

    private static JsonObject Content(IReadOnlyList<(string Media, Type? Type)> contents, Schemas schemas) => new(contents.Select(content =>
        KeyValuePair.Create(
            content.Media,
            (JsonNode?)new JsonObject { ["schema"] = content.Type is { } type ? schemas.Of(type) : new JsonObject { ["type"] = "string" } })));

    private static JsonObject Problem(JsonObject error) => new()
    {
        ["description"] = "An error, as problem details (RFC 9457); 'error' has all that the contract says of it.",
        ["content"] = new JsonObject
        {
            ["application/problem+json"] = new JsonObject
            {
                ["schema"] = new JsonObject
                {
                    ["type"] = "object",
                    ["properties"] = new JsonObject
                    {
                        ["type"] = new JsonObject { ["type"] = "string" },
                        ["title"] = new JsonObject { ["type"] = "string" },
                        ["status"] = new JsonObject { ["type"] = "integer" },
                        ["detail"] = new JsonObject { ["type"] = "string" },
                        ["error"] = error,
                    },
                },
            },
        },
    };

    /// <summary>A name for clients: the method, and the words of the path.</summary>
    private static string IdOf(RouteDescription route) => route.Method.ToLowerInvariant() + string.Concat(
        route.Path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Trim('{', '}')).Select(part => char.ToUpperInvariant(part[0]) + part[1..]));
}
