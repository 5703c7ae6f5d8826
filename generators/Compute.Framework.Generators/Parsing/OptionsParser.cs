using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Compute.Framework.Generators.Parsing;

/// <summary>Reads a record with <c>[ProviderSettings]</c>.</summary>
internal static class OptionsParser
{
    public const string AttributeName = "Compute.Framework.Authoring.ProviderSettingsAttribute";

    /// <summary>The model; null where another part of the record speaks for it.</summary>
    public static OptionsModel? Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return context.TargetSymbol is INamedTypeSymbol type && TypeParser.IsFirstPart(context)
            ? Parse(type, context.Attributes[0], context.SemanticModel.Compilation)
            : null;
    }

    public static OptionsModel Parse(INamedTypeSymbol type, AttributeData attribute, Compilation compilation)
    {
        var problems = new List<Problem>();
        CheckShape(type, problems);
        var canBeExtended = problems.Count == 0;
        if (type.TypeKind != TypeKind.Class)
        {
            return new OptionsModel(
                TypeParser.Parse(type),
                canBeExtended,
                default,
                Redaction.None,
                null,
                new UseModel(default),
                new EquatableArray<Problem>([.. problems]));
        }

        if (!HasDefaultConstructor(type))
        {
            problems.Add(
                ProblemIds.NoDefaultConstructor,
                type,
                $"The settings '{type.Name}' need a constructor without parameters: write properties instead of a parameter list.");
        }

        var prefix = Symbols.Text(attribute, "EnvironmentPrefix") ?? DefaultPrefix(type.Name);
        var settings = new List<SettingModel>();
        foreach (var property in SettingsOf(type))
        {
            if (SettingParser.Parse(type, property, prefix, compilation, problems) is not { } setting)
            {
                continue;
            }

            if (settings.Find(other => other.EnvironmentVariable == setting.EnvironmentVariable) is { } same)
            {
                problems.Add(ProblemIds.SameEnvironmentName, property, $"The settings '{same.Name}' and '{property.Name}' would both be " +
                    $"read from {setting.EnvironmentVariable}: rename one of them.");
            }

            settings.Add(setting);
        }

        CheckFields(type, problems);
        var error = problems.Count == 0 ? null : $"{problems[0].Id}: {problems[0].Message}";
        return new OptionsModel(
            TypeParser.Parse(type),
            canBeExtended,
            new EquatableArray<SettingModel>([.. settings]),
            RedactionOf(type, settings),
            error,
            UsesOf(type),
            new EquatableArray<Problem>([.. problems]));
    }

    /// <summary>Whether the compiler can write the rest of a settings type.</summary>
    public static bool CanBeExtended(INamedTypeSymbol type)
    {
        var problems = new List<Problem>();
        CheckShape(type, problems);
        return problems.Count == 0;
    }

    private static void CheckShape(INamedTypeSymbol type, List<Problem> problems)
    {
        if (type.TypeKind != TypeKind.Class)
        {
            // The compiler has refused the attribute, and nothing else can be right about it.
            problems.Add(ProblemIds.UnsuitableOptions, type, $"The settings '{type.Name}' must be a record that is a class.");
            return;
        }

        // An analyzer sees the generated half too. Where there is one, the generator had no objection.
        if (!Symbols.Implements(type, Symbols.Contract + ".Runtime", "IProviderSettings", arity: 1))
        {
            ReservedNames.CheckPrefix(type, problems);
        }

        TypeParser.Check(type, "settings record", ProblemIds.UnsuitableOptions, problems);
        if (!type.IsRecord)
        {
            problems.Add(
                ProblemIds.UnsuitableOptions,
                type,
                $"The settings '{type.Name}' must be a record, so that they can be changed with 'with'.");
        }
    }

    private static bool HasDefaultConstructor(INamedTypeSymbol type)
    {
        foreach (var constructor in type.InstanceConstructors)
        {
            if (constructor.Parameters.IsEmpty)
            {
                return true;
            }
        }

        return false;
    }

    private static string DefaultPrefix(string name)
    {
        const string Suffix = "Options";
        var stem = name.EndsWith(Suffix, StringComparison.Ordinal) && name.Length > Suffix.Length
            ? name.Substring(0, name.Length - Suffix.Length)
            : name;
        return Names.UpperSnake(stem);
    }

    /// <summary>The properties that a caller can set, those of base records first. What a derived record hides cannot be set by its
    /// name.</summary>
    private static List<IPropertySymbol> SettingsOf(INamedTypeSymbol type)
    {
        var settings = new List<IPropertySymbol>();
        var hidden = new List<string>();
        for (var current = type; current is not null; current = current.BaseType)
        {
            var own = new List<IPropertySymbol>();
            var names = new List<string>();
            foreach (var member in current.GetMembers())
            {
                if (member is IPropertySymbol { Name.Length: > 0, IsStatic: false, IsIndexer: false, GetMethod: not null,
                    SetMethod: { } setter } property
                    && IsVisible(property) && IsVisible(setter) && property.ExplicitInterfaceImplementations.IsEmpty
                    && !hidden.Contains(property.Name))
                {
                    own.Add(property);
                    names.Add(property.Name);
                }
                else if (!member.IsOverride
                    && member.CanBeReferencedByName
                    && (member.DeclaredAccessibility != Accessibility.Private || SymbolEqualityComparer.Default.Equals(current, type)))
                {
                    names.Add(member.Name);
                }
            }

            hidden.AddRange(names);
            Symbols.SortByPlace(own);
            settings.InsertRange(0, own);
        }

        return settings;
    }

    /// <summary>What must be given when a record is made and is no property cannot be bound.</summary>
    private static void CheckFields(INamedTypeSymbol type, List<Problem> problems)
    {
        foreach (var constructor in type.InstanceConstructors)
        {
            if (constructor.Parameters.IsEmpty
                && ComplianceTypes.Attribute(constructor, "System.Diagnostics.CodeAnalysis", "SetsRequiredMembersAttribute") is not null)
            {
                return;
            }
        }

        foreach (var current in Symbols.Hierarchy(type))
        {
            foreach (var member in current.GetMembers())
            {
                if (member is IFieldSymbol { IsRequired: true } field)
                {
                    problems.Add(ProblemIds.RequiredField, field, $"The field '{field.Name}' of the settings '{type.Name}' is required " +
                        $"and is not bound: make it a property, '{field.Name} {{ get; init; }}'.");
                }
            }
        }
    }

    private static bool IsVisible(ISymbol symbol) =>
        symbol.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal;

    /// <summary>The form of <c>PrintMembers</c> that keeps secrets out; none where there are none or the author wrote the text.</summary>
    private static Redaction RedactionOf(INamedTypeSymbol type, List<SettingModel> settings)
    {
        if (!(settings.Exists(static setting => setting.IsSecret) || ShowsSecret(type))
            || IsWritten(type, "PrintMembers", 1)
            || IsWritten(type, "ToString", 0))
        {
            return Redaction.None;
        }

        if (type.BaseType is { SpecialType: not SpecialType.System_Object })
        {
            return Redaction.Override;
        }

        return type.IsSealed ? Redaction.Sealed : Redaction.Virtual;
    }

    private static UseModel UsesOf(INamedTypeSymbol type)
    {
        var notes = UseNotes.Of(type);
        foreach (var property in SettingsOf(type))
        {
            notes.Add(property);
        }

        foreach (var constructor in type.InstanceConstructors)
        {
            if (constructor.Parameters.IsEmpty)
            {
                notes.Add(constructor);
            }
        }

        return new UseModel(notes.Ids, AreMembersObsolete: notes.IsObsolete);
    }

    /// <summary>Whether the text that the compiler writes would show a secret that is no setting, such as one without a setter.</summary>
    private static bool ShowsSecret(INamedTypeSymbol type)
    {
        foreach (var current in Symbols.Hierarchy(type))
        {
            foreach (var member in current.GetMembers())
            {
                if (member is IPropertySymbol { IsStatic: false, DeclaredAccessibility: Accessibility.Public } property
                    && (InheritedAttributes.IsSecret(type, property) || InheritedAttributes.HoldsSecret(property.Type)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool IsWritten(INamedTypeSymbol type, string name, int parameters)
    {
        foreach (var member in type.GetMembers(name))
        {
            if (member is IMethodSymbol { IsImplicitlyDeclared: false } method && method.Parameters.Length == parameters)
            {
                return true;
            }
        }

        return false;
    }
}
