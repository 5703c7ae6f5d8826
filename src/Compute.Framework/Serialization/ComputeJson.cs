using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Compute.Framework.Serialization;

namespace Compute.Framework;

/// <summary>The contract as JSON: options, commands, results, infos, manifests and errors, each in one documented and stable form.</summary>
/// <remarks>
/// <para>Names are in camel case, members of enumerations are their names, times are written as <c>00:01:30</c>, points in time as ISO 8601,
/// bytes in Base64. What is null or empty is left out. Of what a back end reports, members that this version does not know are ignored;
/// of what a caller asks for they are refused, because an option is never dropped.</para>
/// <para>Whatever is wrong with JSON that is read is a <see cref="JsonException"/>. What cannot be carried (a stream, a lone surrogate, a
/// provider's own record whose type is not known here) is a <see cref="NotSupportedException"/> when it is written.</para>
/// <para>Nothing here uses reflection: trimmed and natively compiled applications can use it.</para>
/// </remarks>
public static class ComputeJson
{
    /// <summary>How the types of the contract are read and written. Put it before the context of an application whose own types hold
    /// types of the contract: <c>JsonTypeInfoResolver.Combine(ComputeJson.Default, MyContext.Default)</c>.</summary>
    public static IJsonTypeInfoResolver Default { get; } = new ContractResolver(FrozenDictionary<string, JsonTypeInfo>.Empty);

    /// <summary>Options for the types of the contract, and for arrays and lists of them. Providers' own records are refused.</summary>
    public static JsonSerializerOptions Options { get; } = ReadOnly(Default);

    /// <summary>Options that know the own records of some providers, in <see cref="CreateSandboxOptions.ProviderOptions"/>.</summary>
    /// <param name="records">How each record is read and written, from a source-generated context such as
    /// <c>MyContext.Default.DockerSandboxOptions</c>.</param>
    /// <exception cref="ArgumentException">A type does not derive from <see cref="ProviderSandboxOptions"/>, or two have one name.</exception>
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

    /// <summary>How a type is read and written by <see cref="Options"/>, for the overloads of <see cref="JsonSerializer"/> that need no reflection.</summary>
    /// <typeparam name="T">A type of the contract, or an array or list of one.</typeparam>
    /// <exception cref="NotSupportedException">It is none.</exception>
    public static JsonTypeInfo<T> TypeInfo<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));

    private static JsonSerializerOptions ReadOnly(IJsonTypeInfoResolver resolver)
    {
        var options = new JsonSerializerOptions { TypeInfoResolver = resolver };
        options.MakeReadOnly();
        return options;
    }
}
