using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Compute.Framework.Generators.Parsing;

/// <summary>
/// A record of the author's whose members are bound as if they were parameters: declared in the provider's own project, neither the
/// handle nor settings nor options that callers attach (<c>ProviderSandboxOptions</c>).
/// </summary>
internal sealed class ParameterRecord
{
    private readonly ISymbol _provider;
    private readonly Compilation _compilation;
    private readonly List<IMethodSymbol> _constructors = [];

    private ParameterRecord(INamedTypeSymbol type, ISymbol provider, Compilation compilation)
    {
        Type = type;
        _provider = provider;
        _compilation = compilation;
        foreach (var constructor in type.InstanceConstructors)
        {
            if (!IsCopy(constructor) && !(type.IsValueType && constructor.IsImplicitlyDeclared && constructor.Parameters.IsEmpty)
                && compilation.IsSymbolAccessibleWithin(constructor, provider))
            {
                _constructors.Add(constructor);
            }
        }

        foreach (var parameter in Constructor?.Parameters ?? [])
        {
            Arguments.Add(new Bindable(Names.Camel(parameter.Name), parameter.Type, parameter, Constructor!, type));
        }

        AddProperties();
    }

    public INamedTypeSymbol Type { get; }

    /// <summary>The members that are parameters of the constructor.</summary>
    public List<Bindable> Arguments { get; } = [];

    /// <summary>The other members: properties that can be set.</summary>
    public List<Bindable> Properties { get; } = [];

    /// <summary>The constructor that generated code calls; null for the default one of a structure, or where there is a choice.</summary>
    public IMethodSymbol? Constructor => _constructors.Count == 1 ? _constructors[0] : null;

    /// <summary>The record that a parameter's type is, or null when it is none.</summary>
    public static ParameterRecord? Find(ITypeSymbol type, IMethodSymbol method, Compilation compilation)
    {
        return Symbols.WithoutNullable(type) is INamedTypeSymbol { IsRecord: true, Name.Length: > 0 } record
            && SymbolEqualityComparer.Default.Equals(record.ContainingAssembly, compilation.Assembly)
            && !HandleParser.IsHandle(record)
            && !Symbols.Has(record, "ProviderSettings")
            && !IsOwnOptions(record)
            ? new ParameterRecord(
                (INamedTypeSymbol)record.WithNullableAnnotation(NullableAnnotation.NotAnnotated), method.ContainingType, compilation)
            : null;
    }

    /// <summary>Adds what the records that a method takes need to be made.</summary>
    public static void AddUses(IMethodSymbol? method, Compilation compilation, UseNotes notes)
    {
        foreach (var parameter in method?.Parameters ?? [])
        {
            if (Find(parameter.Type, method!, compilation) is { } record)
            {
                notes.Add(record.Constructor);
                record.Properties.ForEach(property => notes.Add(property.Symbol));
            }
        }
    }

    /// <summary>Whether a type is a record of a provider's own options, which callers attach.</summary>
    public static bool IsOwnOptions(ITypeSymbol type)
    {
        for (var current = type.BaseType; current is not null; current = current.BaseType)
        {
            if (Symbols.Is(current, Symbols.Contract, "ProviderSandboxOptions"))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a member has one of the names, or nearly: otherwise the record is something else that does not bind.</summary>
    public bool HasAny(List<string> names)
    {
        foreach (var member in (ReadOnlySpan<Bindable>)[.. Arguments, .. Properties])
        {
            if (names.Contains(member.Name) || BindableNames.Closest(member.Name, names) is not null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Reports what keeps generated code from making the record.</summary>
    public void Check(IMethodSymbol method, List<Problem> problems)
    {
        var reason = Type.IsAbstract ? "must not be abstract"
            : IsGeneric() ? "must not be generic, nor a type that contains it"
            : !IsAccessible() ? "must be accessible to generated code: make it internal, and the types that contain it too"
            : Constructor is null && !(Type.IsValueType && _constructors.Count == 0)
                ? $"must have one constructor that generated code can call, and has {_constructors.Count}"
            : null;
        if (reason is not null)
        {
            problems.Add(ProblemIds.UnsuitableRecord, Type, $"The record '{Type.Name}', a parameter of '{method.Name}', {reason}.");
        }

        foreach (var current in Symbols.Hierarchy(Type))
        {
            foreach (var member in current.GetMembers())
            {
                if (member is IFieldSymbol { IsRequired: true } field)
                {
                    problems.Add(
                        ProblemIds.UnsuitableRecord,
                        field,
                        $"The field '{field.Name}' of '{Type.Name}' is required and is not bound: make it a property.");
                }
            }
        }
    }

    /// <summary>Whether a property is the one that a parameter of the constructor sets.</summary>
    private static bool IsSetBy(IPropertySymbol property, Bindable argument) =>
        property.Name == argument.Symbol.Name || property.Name == Names.Pascal(argument.Symbol.Name);

    private void AddProperties()
    {
        var hidden = new List<string>();
        foreach (var current in Symbols.Hierarchy(Type))
        {
            var own = new List<IPropertySymbol>();
            foreach (var member in current.GetMembers())
            {
                if (member is not IPropertySymbol { Name.Length: > 0, IsStatic: false, IsIndexer: false } property
                    || hidden.Contains(property.Name))
                {
                    continue;
                }

                hidden.Add(property.Name);
                if (property is { SetMethod: { } setter, ExplicitInterfaceImplementations.IsEmpty: true }
                    && _compilation.IsSymbolAccessibleWithin(property, _provider)
                    && _compilation.IsSymbolAccessibleWithin(setter, _provider)
                    && !Arguments.Exists(argument => IsSetBy(property, argument)))
                {
                    own.Add(property);
                }
            }

            Symbols.SortByPlace(own);
            foreach (var property in own)
            {
                Properties.Add(new Bindable(Names.Camel(property.Name), property.Type, property, property, Type));
            }
        }
    }

    private bool IsCopy(IMethodSymbol constructor) =>
        constructor.Parameters.Length == 1 && SymbolEqualityComparer.Default.Equals(constructor.Parameters[0].Type, Type);

    private bool IsGeneric()
    {
        for (var current = Type; current is not null; current = current.ContainingType)
        {
            if (current.Arity > 0)
            {
                return true;
            }
        }

        return false;
    }

    private bool IsAccessible()
    {
        for (var current = Type; current is not null; current = current.ContainingType)
        {
            if (current.IsFileLocal)
            {
                return false;
            }
        }

        return _compilation.IsSymbolAccessibleWithin(Type, _provider);
    }
}
