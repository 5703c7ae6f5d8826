using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Compute.Framework.Serialization;

/// <summary>How each type of the contract is read and written, without reflection.</summary>
internal sealed class ContractResolver : IJsonTypeInfoResolver
{
    private readonly FrozenDictionary<Type, Func<JsonSerializerOptions, JsonTypeInfo>> _types;

    public ContractResolver(FrozenDictionary<string, JsonTypeInfo> records)
    {
        var types = new Dictionary<Type, Func<JsonSerializerOptions, JsonTypeInfo>>();
        Add(new CreateSandboxForm(records));
        Add(RequestForms.Resources);
        Add(RequestForms.Mount);
        Add(RequestForms.Network);
        Add(RequestForms.Security);
        Add(RequestForms.Filter);
        Add(RequestForms.Command);
        Add(RequestForms.Code);
        Add(RequestForms.Terminal);
        Add(RequestForms.Log);
        Add(RequestForms.Volume);
        Add(RequestForms.NewNetwork);
        Add(RequestForms.Template);
        Add(CapabilityForms.SupportForm);
        Add(CapabilityForms.Limits);
        Add(CapabilityForms.Operation);
        Add(CapabilityForms.Manifest);
        Add(CapabilityForms.Setting);
        Add(CapabilityForms.Settings);
        Add(CapabilityForms.Provider);
        Add(SandboxForms.Owner);
        Add(SandboxForms.Info);
        Add(SandboxForms.Metrics);
        Add(SandboxForms.Health);
        Add(SandboxForms.Endpoint);
        Add(SandboxForms.Event);
        Add(SandboxForms.Availability);
        Add(CommandForms.Result);
        Add(CommandForms.Chunk);
        Add(CommandForms.Line);
        Add(CommandForms.Log);
        Add(CommandForms.Process);
        Add(CommandForms.Terminal);
        Add(ResourceForms.File);
        Add(ResourceForms.Change);
        Add(ResourceForms.Snapshot);
        Add(ResourceForms.Volume);
        Add(ResourceForms.Network);
        Add(ResourceForms.Template);
        Add(ResourceForms.Progress);
        Add(ErrorForm.Error);
        Add(new LanguageForm());
        Add(new SignalForm());
        _types = types.ToFrozenDictionary();

        void Add<T>(JsonConverter<T> converter)
        {
            types[typeof(T)] = options => JsonMetadataServices.CreateValueInfo<T>(options, converter);
            types[typeof(T[])] = static options => JsonMetadataServices.CreateArrayInfo(options, new JsonCollectionInfoValues<T[]>());
            types[typeof(List<T>)] = static options =>
                JsonMetadataServices.CreateListInfo<List<T>, T>(
                    options, new JsonCollectionInfoValues<List<T>> { ObjectCreator = static () => [] });
        }
    }

    /// <summary>The types of the contract, and arrays and lists of them.</summary>
    public IEnumerable<Type> Types => _types.Keys;

    public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options) =>
        _types.TryGetValue(type, out var create) ? create(options) : null;
}
