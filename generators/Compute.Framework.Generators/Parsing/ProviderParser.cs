using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Compute.Framework.Generators.Parsing;

/// <summary>Reads a class with <c>[Provider]</c>: from its symbol to values, with everything that is wrong with it.</summary>
internal static class ProviderParser
{
    public const string AttributeName = "Compute.Framework.Authoring.ProviderAttribute";

    /// <summary>The model; null where another part of the class speaks for it.</summary>
    public static ProviderModel? Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return context.TargetSymbol is INamedTypeSymbol type && TypeParser.IsFirstPart(context)
            ? Parse(type, context.Attributes[0], context.SemanticModel.Compilation)
            : null;
    }

    public static ProviderModel Parse(INamedTypeSymbol type, AttributeData attribute, Compilation compilation)
    {
        var problems = new List<Problem>();
        if (type.TypeKind != TypeKind.Class)
        {
            // The compiler has refused the attribute, and nothing else can be right about it.
            problems.Add(ProblemIds.UnsuitableClass, type, $"The provider '{type.Name}' must be a class.");
            return new ProviderModel(TypeParser.Parse(type), null, new EquatableArray<Problem>([.. problems]));
        }

        TypeParser.Check(type, "provider", ProblemIds.UnsuitableClass, problems);
        if (type.IsRecord)
        {
            problems.Add(ProblemIds.UnsuitableClass, type, $"The provider '{type.Name}' must be a class, not a record.");
        }

        if (type.BaseType is { } parent && FindProvider(parent) is { } provider)
        {
            problems.Add(ProblemIds.UnsuitableClass, type, $"The provider '{type.Name}' must not derive from the provider " +
                $"'{provider.Name}': put what they share into a base class without [Provider].");
        }
        else
        {
            // Of a provider's generated half, which an analyzer sees, it would be said that the author wrote it.
            ReservedNames.Check(type, problems);
        }

        var name = Symbols.Text(attribute);
        if (!IsProviderName(name))
        {
            problems.Add(
                ProblemIds.ProviderName,
                type,
                $"The provider's name '{name}' must be lower case letters, digits and hyphens, such as 'my-cloud'.");
        }

        var constructor = ConstructorParser.Parse(type, compilation, problems);
        var handle = HandleParser.Find(type, problems);
        var handleModel = handle is null ? null : HandleParser.Parse(handle, type, compilation, problems);
        var operations = handle is null
            ? default
            : new OperationParser(type, handle, compilation, problems).Parse();
        var body = name is null || handleModel is null || constructor is null || problems.Exists(static problem => problem.IsFatal)
            ? null
            : new ProviderBody(
                name,
                Symbols.Text(attribute, "DisplayName") ?? name,
                handleModel,
                constructor,
                operations.Models,
                operations.OwnOptionsType,
                DisposalOf(type),
                Symbols.Implements(type, Symbols.Authoring, "ICapabilityRefiner"),
                Symbols.Implements(type, Symbols.Authoring, "IShellSessions"),
                UsesOf(type, handle!, compilation));
        return new ProviderModel(TypeParser.Parse(type), body, new EquatableArray<Problem>([.. problems]));
    }

    private static UseModel UsesOf(INamedTypeSymbol type, ITypeSymbol handle, Compilation compilation)
    {
        var (own, constructor, members) = (UseNotes.Of(type), new UseNotes(), new UseNotes());
        constructor.Add(type.InstanceConstructors.Length > 0 ? type.InstanceConstructors[0] : null);
        foreach (var current in (ReadOnlySpan<ITypeSymbol>)[type, .. Symbols.Hierarchy(handle)])
        {
            foreach (var member in current.GetMembers())
            {
                if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary } or IPropertySymbol or IFieldSymbol
                    && HasContractAttribute(member))
                {
                    members.Add(member);
                    ParameterRecord.AddUses(member as IMethodSymbol, compilation, members);
                }
            }
        }

        var ids = new List<string>();
        foreach (var id in (ReadOnlySpan<string>)[.. own.Ids, .. constructor.Ids, .. members.Ids])
        {
            if (!ids.Contains(id))
            {
                ids.Add(id);
            }
        }

        ids.Sort(StringComparer.Ordinal);
        return new UseModel(new EquatableArray<string>([.. ids]), own.IsObsolete, constructor.IsObsolete, members.IsObsolete);
    }

    private static bool HasContractAttribute(ISymbol member)
    {
        foreach (var attribute in member.GetAttributes())
        {
            if (Symbols.IsNamespace(attribute.AttributeClass?.ContainingNamespace, Symbols.Authoring))
            {
                return true;
            }
        }

        return false;
    }

    private static ITypeSymbol? FindProvider(INamedTypeSymbol type)
    {
        foreach (var current in Symbols.Hierarchy(type))
        {
            if (Symbols.Has(current, "Provider"))
            {
                return current;
            }
        }

        return null;
    }

    private static bool IsProviderName(string? name)
    {
        if (name is null or "")
        {
            return false;
        }

        foreach (var character in name)
        {
            if (character is not ((>= 'a' and <= 'z') or (>= '0' and <= '9') or '-'))
            {
                return false;
            }
        }

        return true;
    }

    private static Disposal DisposalOf(INamedTypeSymbol type)
    {
        if (Symbols.Implements(type, "System", "IAsyncDisposable"))
        {
            return Disposal.Asynchronous;
        }

        return Symbols.Implements(type, "System", "IDisposable") ? Disposal.Synchronous : Disposal.None;
    }
}
