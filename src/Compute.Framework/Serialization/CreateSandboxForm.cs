using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Compute.Framework.Serialization;

/// <summary>Creation options as JSON, with the registered records of providers.</summary>
/// <param name="records">How a provider's own record is written, by the name of its type.</param>
internal sealed class CreateSandboxForm(FrozenDictionary<string, JsonTypeInfo> records) : RecordConverter<CreateSandboxOptions>
{
    protected override bool IsRequest => true;

    protected override CreateSandboxOptions Read(JsonFields from) => new()
    {
        Image = from.TextOrNull("image"),
        Template = from.TextOrNull("template"),
        SnapshotId = from.TextOrNull("snapshotId"),
        Name = from.TextOrNull("name"),
        Labels = from.Map("labels"),
        Environment = from.Map("environment"),
        WorkingDirectory = from.NameOrNull("workingDirectory"),
        User = from.TextOrNull("user"),
        Lifetime = from.Time("lifetime"),
        Ownership = from.Enum<Ownership>("ownership") ?? Ownership.Owned,
        Resources = RequestForms.Resources.From(from, "resources") ?? SandboxResources.Default,
        Ports = from.Ints("ports"),
        Mounts = RequestForms.Mount.ListFrom(from, "mounts"),
        Network = RequestForms.Network.From(from, "network"),
        Security = RequestForms.Security.From(from, "security"),
        ProviderOptions = from.List("providerOptions", ReadRecord),
    };

    protected override void Write(JsonFieldWriter to, CreateSandboxOptions value)
    {
        to.Text("image", value.Image);
        to.Text("template", value.Template);
        to.Text("snapshotId", value.SnapshotId);
        to.Text("name", value.Name);
        to.Map("labels", value.Labels);
        to.Map("environment", value.Environment);
        to.Name("workingDirectory", value.WorkingDirectory);
        to.Text("user", value.User);
        to.Time("lifetime", value.Lifetime);
        to.Enum<Ownership>("ownership", value.Ownership);
        RequestForms.Resources.WriteTo(to, "resources", value.Resources == SandboxResources.Default ? null : value.Resources);
        WritePorts(to.Writer, value.Ports);
        RequestForms.Mount.WriteListTo(to, "mounts", value.Mounts);
        RequestForms.Network.WriteTo(to, "network", value.Network);
        RequestForms.Security.WriteTo(to, "security", value.Security);
        WriteRecords(to.Writer, value.ProviderOptions);
    }

    private static void WritePorts(Utf8JsonWriter writer, IReadOnlyList<int> ports)
    {
        if (ports.Count > 0)
        {
            writer.WriteStartArray("ports");
            foreach (var port in ports)
            {
                writer.WriteNumberValue(port);
            }

            writer.WriteEndArray();
        }
    }

    private void WriteRecords(Utf8JsonWriter writer, IReadOnlyList<ProviderSandboxOptions> all)
    {
        if (all.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("providerOptions");
        foreach (var record in all)
        {
            var type = record.GetType();
            if (!records.TryGetValue(type.Name, out var info) || info.Type != type)
            {
                throw new NotSupportedException(
                    $"The {type.Name} of the provider '{record.ProviderName}' cannot be serialised: its type is not known here. "
                    + $"Make the options with {nameof(ComputeJson)}.{nameof(ComputeJson.CreateOptions)} and the type's JsonTypeInfo.");
            }

            writer.WriteStartObject();
            writer.WriteString("provider", record.ProviderName);
            writer.WriteString("type", type.Name);
            writer.WritePropertyName("options");
            JsonSerializer.Serialize(writer, record, info);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private ProviderSandboxOptions ReadRecord(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("An element of 'providerOptions' is not an object.");
        }

        var fields = new JsonFields(element, nameof(ProviderSandboxOptions));
        var (provider, type, options) = (fields.Text("provider"), fields.Text("type"), fields.Find("options"));
        if (!records.TryGetValue(type, out var info))
        {
            throw new JsonException(
                $"The options of the provider '{provider}' are of a type that is not known here. They are never dropped.");
        }

        var record = options is { } value ? JsonSerializer.Deserialize(value, info) as ProviderSandboxOptions : null;
        if (record is null || record.ProviderName != provider)
        {
            throw new JsonException($"The options of the provider '{provider}' are missing, or belong to another provider.");
        }

        return record;
    }
}
