using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Compute.Framework.Runtime;

/// <summary>Reads the values of a provider's settings: the configuration takes precedence over the environment.</summary>
/// <param name="schema">The settings.</param>
/// <param name="section">The provider's section of the configuration, or null.</param>
/// <param name="environment">The environment.</param>
public sealed class SettingsReader(ProviderSettingsSchema schema, IConfigurationSection? section, Func<string, string?> environment)
{
    private readonly List<string> _malformed = [];

    /// <summary>The descriptions of malformed values; never the value of a secret.</summary>
    public IReadOnlyList<string> Malformed => _malformed;

    /// <summary>Reads a string.</summary>
    /// <param name="index">The setting's place in the schema.</param>
    /// <param name="value">The string.</param>
    /// <returns>Whether the value is set and not empty.</returns>
    public bool TryGetString(int index, [NotNullWhen(true)] out string? value)
    {
        var option = schema.Settings[index];
        value = section?[option.Name];
        if (string.IsNullOrEmpty(value) && option.EnvironmentVariable.Length > 0)
        {
            value = environment(option.EnvironmentVariable);
        }

        return !string.IsNullOrEmpty(value);
    }

    /// <summary>Reads a number, <see cref="bool"/>, <see cref="TimeSpan"/>, <see cref="Guid"/> …, written
    /// in the invariant culture.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <param name="index">The setting's place in the schema.</param>
    /// <param name="value">The value.</param>
    public bool TryGet<T>(int index, [MaybeNullWhen(false)] out T value)
        where T : IParsable<T>
    {
        value = default;
        if (!TryGetString(index, out var text))
        {
            return false;
        }

        return T.TryParse(text, CultureInfo.InvariantCulture, out value) || Reject(index, text);
    }

    /// <summary>Reads an absolute URI.</summary>
    /// <param name="index">The setting's place in the schema.</param>
    /// <param name="value">The value.</param>
    public bool TryGetUri(int index, [NotNullWhen(true)] out Uri? value)
    {
        value = null;
        if (!TryGetString(index, out var text))
        {
            return false;
        }

        return Uri.TryCreate(text, UriKind.Absolute, out value) || Reject(index, text);
    }

    /// <summary>Reads an enumeration member by name, in any case.</summary>
    /// <typeparam name="T">The enumeration.</typeparam>
    /// <param name="index">The setting's place in the schema.</param>
    /// <param name="value">The value.</param>
    public bool TryGetEnum<T>(int index, out T value)
        where T : struct, Enum
    {
        value = default;
        if (!TryGetString(index, out var text))
        {
            return false;
        }

        return (Enum.TryParse(text, ignoreCase: true, out value) && Enum.IsDefined(value)) || Reject(index, text);
    }

    /// <summary>Reads a list: the numbered children of the configuration key, or one string with commas.</summary>
    /// <param name="index">The setting's place in the schema.</param>
    /// <param name="values">The elements, without surrounding white space.</param>
    public bool TryGetList(int index, [NotNullWhen(true)] out IReadOnlyList<string>? values)
    {
        var children = section?.GetSection(
            schema.Settings[index].Name).GetChildren().Select(child => child.Value).OfType<string>().ToList();
        if (children is { Count: > 0 })
        {
            values = children;
            return true;
        }

        values = TryGetString(index, out var text)
            ? text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            : null;
        return values is not null;
    }

    /// <summary>Reads a list of numbers, <see cref="Guid"/>s …, each written in the invariant culture.</summary>
    /// <typeparam name="T">The element's type.</typeparam>
    /// <param name="index">The setting's place in the schema.</param>
    /// <param name="values">The elements.</param>
    public bool TryGetList<T>(int index, [NotNullWhen(true)] out IReadOnlyList<T>? values)
        where T : IParsable<T> =>
        TryConvertList(
            index,
            static (string text, [MaybeNullWhen(false)] out T value) => T.TryParse(text, CultureInfo.InvariantCulture, out value),
            out values);

    /// <summary>Reads a list of absolute URIs.</summary>
    /// <param name="index">The setting's place in the schema.</param>
    /// <param name="values">The elements.</param>
    public bool TryGetUriList(int index, [NotNullWhen(true)] out IReadOnlyList<Uri>? values) =>
        TryConvertList(
            index,
            static (string text, [MaybeNullWhen(false)] out Uri value) => Uri.TryCreate(text, UriKind.Absolute, out value),
            out values);

    /// <summary>Reads a list of enumeration members by name, in any case.</summary>
    /// <typeparam name="T">The enumeration.</typeparam>
    /// <param name="index">The setting's place in the schema.</param>
    /// <param name="values">The elements.</param>
    public bool TryGetEnumList<T>(int index, [NotNullWhen(true)] out IReadOnlyList<T>? values)
        where T : struct, Enum =>
        TryConvertList(
            index,
            static (string text, out T value) => Enum.TryParse(text, ignoreCase: true, out value) && Enum.IsDefined(value),
            out values);

    private delegate bool Converter<T>(string text, [MaybeNullWhen(false)] out T value);

    private bool TryConvertList<T>(int index, Converter<T> convert, [NotNullWhen(true)] out IReadOnlyList<T>? values)
    {
        values = null;
        if (!TryGetList(index, out var texts))
        {
            return false;
        }

        var converted = new List<T>(texts.Count);
        foreach (var text in texts)
        {
            if (!convert(text, out var value))
            {
                return Reject(index, text);
            }

            converted.Add(value);
        }

        values = converted;
        return true;
    }

    private bool Reject(int index, string text)
    {
        var option = schema.Settings[index];
        var shown = option.IsSecret ? "its value" : $"'{text}'";
        _malformed.Add($"{option.Name}: {shown} is not a {option.TypeName}. {SettingsText.Where(option, section?.Path)}");
        return false;
    }
}
