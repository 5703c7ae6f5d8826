using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Compute.Gateway.Tests.Description;

/// <summary>The schemas of the contract's types, from their properties and documentation.</summary>
internal sealed class Schemas(DocumentedMembers documentation)
{
    /// <summary>Requests, in which unknown members are refused.</summary>
    private static readonly Type[] Requests =
    [
        typeof(CreateSandboxOptions), typeof(SandboxResources), typeof(SandboxMount), typeof(NetworkPolicy), typeof(SecurityProfile),
        typeof(Command), typeof(RunCodeOptions), typeof(TerminalOptions), typeof(CreateVolumeOptions), typeof(CreateNetworkOptions),
    ];

    /// <summary>Names that may be no text; a member beside them has their bytes.</summary>
    private static readonly (Type Type, string[] Members)[] Names =
    [
        (typeof(FileEntry), ["name", "path"]), (typeof(FileChange), ["path", "oldPath"]), (typeof(SandboxMount), ["source", "target"]),
        (typeof(CreateSandboxOptions), ["workingDirectory"]), (typeof(Command), ["workingDirectory"]),
        (typeof(RunCodeOptions), ["workingDirectory"]), (typeof(TerminalOptions), ["workingDirectory"]),
    ];

    /// <summary>What errors are told apart by, and is written although callers do not see it.</summary>
    private static readonly (Type, string)[] Hidden = [(typeof(ExecutionResult), "ProviderName"), (typeof(ExecutionResult), "SandboxId")];

    private const BindingFlags Anyhow = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance;

    private readonly SortedDictionary<string, JsonNode> _components = new(StringComparer.Ordinal);

    /// <summary>All types that were asked for, and those in them.</summary>
    public JsonObject Components => new(_components.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value.DeepClone())));

    public JsonObject Of(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (Simple(type) is { } simple)
        {
            return simple;
        }

        if (type.IsEnum)
        {
            return new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. Enum.GetNames(type).Select(name => (JsonNode)name)]) };
        }

        if (Argument(type, typeof(IReadOnlyDictionary<,>), 1) is { } value)
        {
            return new JsonObject { ["type"] = "object", ["additionalProperties"] = Of(value) };
        }

        if (Argument(type, typeof(IEnumerable<>), 0) is { } element)
        {
            return new JsonObject { ["type"] = "array", ["items"] = type.IsArray || element != typeof(ProviderSandboxOptions) ? Of(element) : Own() };
        }

        if (!_components.ContainsKey(type.Name))
        {
            _components[type.Name] = new JsonObject();
            _components[type.Name] = type == typeof(CapabilityManifest) ? Manifest() : Object(type);
        }

        return new JsonObject { ["$ref"] = "#/components/schemas/" + type.Name };
    }

    private static JsonObject? Simple(Type type) =>
        type == typeof(string) || type == typeof(CodeLanguage) ? Plain("string")
        : type == typeof(bool) ? Plain("boolean")
        : type == typeof(double) ? Plain("number")
        : type == typeof(int) || type == typeof(Signal) ? Plain("integer", "format", "int32")
        : type == typeof(long) ? Plain("integer", "format", "int64")
        : type == typeof(TimeSpan) ? Plain("string", "pattern", @"^-?(\d+\.)?\d{2}:\d{2}:\d{2}(\.\d+)?$")
        : type == typeof(DateTimeOffset) ? Plain("string", "format", "date-time")
        : type == typeof(Uri) ? Plain("string", "format", "uri")
        : type == typeof(UnixFileMode) ? Plain("string", "pattern", "^[0-7]{4,5}$")
        : type == typeof(ReadOnlyMemory<byte>) || type == typeof(CommandInput) ? Plain("string", "contentEncoding", "base64")
        : null;

    private static JsonObject Plain(string type, string? name = null, string? value = null) =>
        name is null ? new JsonObject { ["type"] = type } : new JsonObject { ["type"] = type, [name] = value };

    private JsonObject Object(Type type)
    {
        var properties = new JsonObject();
        foreach (var property in type.GetProperties(Anyhow).Where(property => IsWritten(type, property)))
        {
            var name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            var schema = type.Name == "CodeRequest" && name == "options" ? Of(typeof(RunCodeOptions)) : Of(property.PropertyType);
            properties[name] = Described(schema, documentation.SummaryOf(property));
            if (Names.Any(entry => entry.Type == type && entry.Members.Contains(name)))
            {
                properties[name + "Bytes"] = Described(Plain("string", "contentEncoding", "base64"), $"'{name}' where it is not UTF-8.");
            }
        }

        var schemaOfType = new JsonObject { ["type"] = "object", ["properties"] = properties };
        var required = type.GetProperties(Anyhow).Where(property => IsWritten(type, property) && IsRequired(type, property))
            .Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name)).ToList();
        if (required.Count > 0)
        {
            schemaOfType["required"] = new JsonArray([.. required.Select(name => (JsonNode)name)]);
        }

        if (Requests.Contains(type))
        {
            schemaOfType["additionalProperties"] = false;
        }

        return Described(schemaOfType, documentation.SummaryOf(type));
    }

    /// <summary>What a caller sets or a constructor takes; what is only computed is not written.</summary>
    private static bool IsWritten(Type type, PropertyInfo property) =>
        !typeof(Delegate).IsAssignableFrom(property.PropertyType)
        && (property.GetMethod!.IsPublic || Hidden.Contains((type, property.Name)))
        && (property.SetMethod is not null
            || type.GetConstructors(Anyhow).SelectMany(constructor => constructor.GetParameters())
                .Any(parameter => string.Equals(parameter.Name, property.Name, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Required members of the contract, and those of the protocol's own messages that are never null. A name that may be told by
    /// its bytes instead is not.</summary>
    private static bool IsRequired(Type type, PropertyInfo property)
    {
        var name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
        return !Names.Any(entry => entry.Type == type && entry.Members.Contains(name))
            && (property.IsDefined(typeof(RequiredMemberAttribute))
                || (type.Namespace == "Compute.Gateway.Wire"
                    && new NullabilityInfoContext().Create(property).ReadState == NullabilityState.NotNull));
    }

    private static JsonObject Own() => new()
    {
        ["type"] = "object",
        ["description"] = "A provider's own options; a gateway takes those that it knows.",
        ["properties"] = new JsonObject { ["provider"] = Plain("string"), ["type"] = Plain("string"), ["options"] = new JsonObject() },
    };

    /// <summary>A manifest has its operations by their names.</summary>
    private JsonObject Manifest() => Described(
        new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject
            {
                ["operations"] = new JsonObject
                {
                    ["type"] = "object",
                    ["additionalProperties"] = new JsonObject
                    {
                        ["type"] = "object",
                        ["properties"] = new JsonObject
                        {
                            ["level"] = Of(typeof(SupportLevel)),
                            ["description"] = Plain("string"),
                            ["options"] = Of(typeof(IReadOnlyDictionary<string, Support>)),
                            ["limits"] = Of(typeof(IReadOnlyDictionary<string, OptionLimits>)),
                        },
                    },
                },
                ["orphanCleanup"] = Of(typeof(Support)),
            },
        },
        documentation.SummaryOf(typeof(CapabilityManifest)));

    private static JsonObject Described(JsonObject schema, string? description)
    {
        if (!string.IsNullOrEmpty(description))
        {
            schema["description"] = description;
        }

        return schema;
    }

    private static Type? Argument(Type type, Type generic, int index) =>
        type.GetInterfaces().Append(type).FirstOrDefault(found => found.IsGenericType && found.GetGenericTypeDefinition() == generic)
            ?.GetGenericArguments()[index];
}
