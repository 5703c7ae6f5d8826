using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Compute.Framework.Serialization;

namespace Compute.Framework;

/// <summary>The contract as JSON: options, commands, results, infos, manifests and errors, each in one
/// documented and stable form.</summary>
/// <remarks>
/// <para>Names are in camel case, members of enumerations are written by name, time spans as <c>00:01:30</c>, points in time as ISO 8601,
/// bytes in Base64. Null and empty values are omitted. Unknown members are ignored in reports of a back end, and refused in requests of a
/// caller, because an option is never ignored.</para>
/// <para>Invalid JSON causes a <see cref="JsonException"/>. Values that have no form (a stream, a lone surrogate, a provider's own record
/// whose type is not registered) cause a <see cref="NotSupportedException"/> when they are written.</para>
/// <para>The class does not use reflection, and is compatible with trimming and Native AOT.</para>
/// </remarks>
public static class ComputeJson
{
    /// <summary>Resolves how the types of the contract are read and written. If an application's types contain types of the contract, place
    /// it before the application's context: <c>JsonTypeInfoResolver.Combine(ComputeJson.Default, MyContext.Default)</c>.</summary>
    public static IJsonTypeInfoResolver Default { get; } = new ContractResolver(FrozenDictionary<string, JsonTypeInfo>.Empty);

    /// <summary>The serializer options for the types of the contract, and for arrays and lists of them.
    /// Providers' own records are refused.</summary>
    public static JsonSerializerOptions Options { get; } = ReadOnly(Default);

    /// <summary>Creates serializer options that support providers' own records in
    /// <see cref="CreateSandboxOptions.ProviderOptions"/>.</summary>
    /// <param name="records">How each record is read and written, from a source-generated context such as
    /// <c>MyContext.Default.DockerSandboxOptions</c>.</param>
    /// <exception cref="ArgumentException">A type does not derive from <see cref="ProviderSandboxOptions"/>,
    /// or two types have the same name.</exception>
    public static JsonSerializerOptions CreateOptions(params IEnumerable<JsonTypeInfo> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        var byName = new Dictionary<string, JsonTypeInfo>(StringComparer.Ordinal);
        foreach (var record in records)
        {
            if (!record.Type.IsSubclassOf(typeof(ProviderSandboxOptions)))
            {
                throw new ArgumentException($"{record.Type.Name} does not derive from {nameof(ProviderSandboxOptions)}.", nameof(records));
            }

            if (!byName.TryAdd(record.Type.Name, record))
            {
                throw new ArgumentException($"Two records have the name {record.Type.Name}.", nameof(records));
            }
        }

        return ReadOnly(new ContractResolver(byName.ToFrozenDictionary(StringComparer.Ordinal)));
    }

    /// <summary>Returns how <see cref="Options"/> reads and writes a type, for the overloads of
    /// <see cref="JsonSerializer"/> that need no reflection.</summary>
    /// <typeparam name="T">A type of the contract, or an array or list of one.</typeparam>
    /// <exception cref="NotSupportedException">The type is not part of the contract.</exception>
    public static JsonTypeInfo<T> TypeInfo<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));

    private static JsonSerializerOptions ReadOnly(IJsonTypeInfoResolver resolver)
    {
        var options = new JsonSerializerOptions { TypeInfoResolver = resolver };
        options.MakeReadOnly();
        return options;
    }
}
