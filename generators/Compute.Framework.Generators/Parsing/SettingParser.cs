using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Compute.Framework.Generators.Parsing;

/// <summary>Reads one property of a settings record.</summary>
internal static class SettingParser
{
    private const string Collections = "System.Collections.Generic";

    public static SettingModel? Parse(
        INamedTypeSymbol settings, IPropertySymbol property, string prefix, Compilation compilation, List<Problem> problems)
    {
        var type = property.Type;
        var isNullableValue = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T };
        var value = isNullableValue ? ((INamedTypeSymbol)type).TypeArguments[0] : type;
        var element = ListElement(value, out var isCopied);
        var scalar = Scalar(element ?? value, compilation);
        if (scalar is null)
        {
            problems.Add(ProblemIds.PropertyType, property, $"The setting '{property.Name}' has the type " +
                $"'{type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}', which cannot be read from text: use a string, " +
                "number, bool, enum, Uri, TimeSpan, Guid, or a list of these.");
            return null;
        }

        var (reader, words) = scalar.Value;
        var traits = (isCopied ? SettingTraits.IsCopied : 0)
            | (isNullableValue ? SettingTraits.IsNullableValue : 0)
            | (type.IsValueType && !isNullableValue ? SettingTraits.HasDefault : 0);
        if (property.IsRequired && traits.HasFlag(SettingTraits.HasDefault) && DefaultHasMeaning(value))
        {
            problems.Add(ProblemIds.AmbiguousDefault, property, $"A missing value of the required setting '{property.Name}' cannot be " +
                $"told from '{DefaultOf(value)}': make its type nullable, or give it a default instead of 'required'.");
        }

        var keyPrefix = Symbols.Text(InheritedAttributes.Find(settings, property, "KeyPrefix"));
        if (keyPrefix is not null && (reader != SettingReader.Text || element is not null))
        {
            problems.Add(ProblemIds.KeyPrefixOfNonText, property, $"[KeyPrefix] is for a string; the setting '{property.Name}' is none.");
            keyPrefix = null;
        }

        var isSecret = InheritedAttributes.IsSecret(settings, property);
        if (isSecret && reader != SettingReader.Text)
        {
            problems.Add(
                ProblemIds.SecretOfNonText,
                property,
                $"The secret '{property.Name}' is a text: make its type 'string' and convert it where it is used.",
                proposal: "string");
        }

        return new SettingModel(
            property.Name,
            (prefix.Length == 0 ? "" : prefix + "_") + Names.UpperSnake(property.Name),
            element is null ? words : "list of " + words,
            element is null ? reader : reader + (SettingReader.TextList - SettingReader.Text),
            reader is SettingReader.Parsable or SettingReader.Enumeration ? Names.Of(element ?? value) : null,
            traits,
            property.IsRequired,
            isSecret || InheritedAttributes.HoldsSecret(element ?? value),
            Symbols.Text(InheritedAttributes.Find(settings, property, "Setup")),
            keyPrefix);
    }

    private static (SettingReader Reader, string Words)? Scalar(ITypeSymbol type, Compilation compilation)
    {
        if (type.SpecialType == SpecialType.System_String)
        {
            return (SettingReader.Text, "string");
        }

        if (Symbols.Is(type, "System", "Uri"))
        {
            return (SettingReader.Uri, "URI");
        }

        if (type is INamedTypeSymbol { TypeKind: TypeKind.Enum } enumeration)
        {
            return (SettingReader.Enumeration, "choice of " + string.Join(", ", Members(enumeration)));
        }

        var isParsable = type is { TypeKind: TypeKind.Struct or TypeKind.Class }
            && compilation.GetTypeByMetadataName("System.IParsable`1") is { } parsable
            && type.AllInterfaces.Contains(parsable.Construct(type));
        return isParsable ? (SettingReader.Parsable, Words(type)) : null;
    }

    private static string Words(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Boolean => "true/false",
        SpecialType.System_Char => "character",
        >= SpecialType.System_SByte and <= SpecialType.System_Double => "number",
        _ => type.Name switch
        {
            "TimeSpan" => "time span",
            "Guid" => "GUID",
            "DateTimeOffset" or "DateTime" => "date and time",
            "DateOnly" => "date",
            "TimeOnly" => "time",
            _ => type.Name,
        },
    };

    private static List<string> Members(INamedTypeSymbol enumeration)
    {
        var names = new List<string>();
        foreach (var member in enumeration.GetMembers())
        {
            if (member is IFieldSymbol { HasConstantValue: true })
            {
                names.Add(member.Name);
            }
        }

        return names;
    }

    /// <summary>Whether the default of a type is a value that an operator may well mean.</summary>
    private static bool DefaultHasMeaning(ITypeSymbol type) =>
        type.SpecialType == SpecialType.System_Boolean || ZeroMember(type) is not null;

    private static string DefaultOf(ITypeSymbol type) => ZeroMember(type) ?? "false";

    private static string? ZeroMember(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { TypeKind: TypeKind.Enum })
        {
            foreach (var member in type.GetMembers())
            {
                if (member is IFieldSymbol { HasConstantValue: true, ConstantValue: IConvertible value } && value.ToDecimal(null) == 0)
                {
                    return member.Name;
                }
            }
        }

        return null;
    }

    private static ITypeSymbol? ListElement(ITypeSymbol type, out bool isCopied)
    {
        isCopied = false;
        if (type is IArrayTypeSymbol { Rank: 1 } array)
        {
            isCopied = true;
            return array.ElementType;
        }

        foreach (var name in (ReadOnlySpan<string>)["IReadOnlyList", "IReadOnlyCollection", "IEnumerable", "List", "IList", "ICollection"])
        {
            if (Symbols.Is(type, Collections, name, 1))
            {
                isCopied = !name.StartsWith("IReadOnly", StringComparison.Ordinal) && name != "IEnumerable";
                return ((INamedTypeSymbol)type).TypeArguments[0];
            }
        }

        return null;
    }
}
