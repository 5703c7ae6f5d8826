using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Compute.Framework.Generators.Parsing;

/// <summary>What binds to something that an operation has: a parameter of the author's method, or a member of a record that it
/// takes.</summary>
/// <param name="Name">The name in camel case.</param>
/// <param name="Type">The type.</param>
/// <param name="Symbol">The parameter or property.</param>
/// <param name="Place">The method, constructor or property that a problem is reported of.</param>
/// <param name="Record">The record whose member it is; null for a parameter of the method itself.</param>
internal sealed record Bindable(string Name, ITypeSymbol Type, ISymbol Symbol, ISymbol Place, INamedTypeSymbol? Record = null)
{
    /// <summary>The subject of a message, such as <c>parameter 'image' of 'CreateAsync'</c>.</summary>
    public string Words => $"{(Record is null ? "parameter" : "member")} '{Symbol.Name}' of '{(Record ?? Place).Name}'";

    /// <summary>The name of the parameter at the place; null where the place is the property.</summary>
    public string? Parameter => Symbol is IParameterSymbol ? Symbol.Name : null;

    public static Bindable Of(IParameterSymbol parameter, IMethodSymbol method) => new(parameter.Name, parameter.Type, parameter, method);

    /// <summary>A name for it, in the case in which this one is written.</summary>
    public string InItsCase(string name) =>
        Record is not null && Symbol.Name.Length > 0 && char.IsUpper(Symbol.Name[0]) ? Names.Pascal(name) : name;

    /// <summary>An attribute of the contract on it; of a positional member, on its property too.</summary>
    public AttributeData? Attribute(string name) =>
        Symbols.Attribute(Symbol, name)
        ?? (Record is not null && Symbol is IParameterSymbol && ContractTypes.Property(Record, Symbol.Name) is { } property
            ? Symbols.Attribute(property, name)
            : null);

    public void Report(List<Problem> problems, string id, string message, string? proposal = null) =>
        problems.Add(id, Place, message, Parameter, proposal);
}
