using Compute.Framework.Analyzers;
using Compute.Framework.Generators.Models;
using Compute.Framework.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.CodeFixes;

/// <summary>The options that a method takes as a whole.</summary>
internal sealed class WholeOptions
{
    private readonly OperationShape _shape;
    private readonly IMethodSymbol _method;
    private readonly ContractTypes _contract;
    private readonly INamedTypeSymbol? _whole;

    private WholeOptions(OperationShape shape, IMethodSymbol method, ContractTypes contract)
    {
        _shape = shape;
        _method = method;
        _contract = contract;
        _whole = contract.Record(shape.Group);
    }

    public string Operation => _shape.Name;

    public bool TakesWhole => _method.Parameters.Any(parameter => Is(parameter.Type, _whole));

    public bool TakesResources =>
        _shape.Group == OptionGroup.Create && _method.Parameters.Any(parameter => Is(parameter.Type, _contract.Resources));

    public static WholeOptions? Of(IMethodSymbol method, Compilation compilation) =>
        Authored.Operation(method) is { } shape ? new(shape, method, new ContractTypes(compilation)) : null;

    /// <summary>Whether a name in <c>[Honors]</c> stands for an option that the parameters hold.</summary>
    public bool IsUnderstood(string name) => HonoredOptions.IsUnderstood(_shape, _contract, name, TakesWhole);

    /// <summary>The option that was probably meant, as it is written in <c>[Honors]</c>; null when none is near.</summary>
    public (string Property, string Text)? Closest(string name)
    {
        var leaf = name.Substring(name.LastIndexOf('.') + 1);
        var names = BindableNames.Of(_shape, _contract).Select(Names.Pascal).Where(IsUnderstood).ToList();
        return BindableNames.Closest(leaf, names) is { } closest ? Option(closest) : null;
    }

    /// <summary>The options that a body reads, in the order in which it does. A body that passes a command on runs at least its
    /// arguments.</summary>
    public IReadOnlyList<(string Property, string Text)> ReadIn(
        MethodDeclarationSyntax method, SemanticModel model, CancellationToken cancellationToken)
    {
        var read = new List<string>();
        foreach (var name in method.DescendantNodes().OfType<SimpleNameSyntax>())
        {
            if (model.GetSymbolInfo(name, cancellationToken).Symbol is IPropertySymbol property
                && (Is(property.ContainingType, _whole) || Is(property.ContainingType, _contract.Resources))
                && property.Name != "Resources"
                && IsUnderstood(property.Name)
                && !read.Contains(property.Name))
            {
                read.Add(property.Name);
            }
        }

        if (read.Count == 0 && _shape is { Group: OptionGroup.Command, Name: not "RunCode" })
        {
            read.Add("Arguments");
        }

        return [.. read.Select(Option)];
    }

    /// <summary>An option as it is written in <c>[Honors]</c>.</summary>
    public (string Property, string Text) Option(string name)
    {
        var owner = ContractTypes.Property(_whole, name) is null ? _contract.Resources : _whole;
        return (name, $"nameof({owner!.Name}.{name})");
    }

    private static bool Is(ITypeSymbol? type, ITypeSymbol? other) =>
        other is not null && SymbolEqualityComparer.Default.Equals(type, other);
}
