using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>The method of an operation in a valid source.</summary>
/// <param name="Source">The source.</param>
/// <param name="Syntax">The method.</param>
/// <param name="Symbol">Its symbol.</param>
/// <param name="Attribute">The attribute that makes it an operation.</param>
/// <param name="Name">The operation's name.</param>
internal sealed record OperationMethod(ValidSource Source, MethodDeclarationSyntax Syntax, IMethodSymbol Symbol, AttributeSyntax Attribute, string Name)
{
    /// <summary>Operations that make one interface together, by the contract; not read from the parser, which is under test.</summary>
    public static IReadOnlyList<string[]> Joint { get; } =
    [
        ["Pause", "Resume"],
        ["StopSandbox", "RestartSandbox"],
        ["ListProcesses", "AttachProcess"],
        ["ListSnapshots", "DeleteSnapshot"],
        ["CreateVolume", "ListVolumes", "DeleteVolume"],
        ["CreateNetwork", "ListNetworks", "DeleteNetwork"],
        ["BuildTemplate", "ListTemplates", "DeleteTemplate"],
    ];

    public IEnumerable<OperationParameter> Parameters => Syntax.ParameterList.Parameters.Select((parameter, index) => new OperationParameter(this, parameter, Symbol.Parameters[index]));

    /// <summary>The class that it is in.</summary>
    public TypeDeclarationSyntax Class => (TypeDeclarationSyntax)Syntax.Parent!;

    public AttributeSyntax? Honors => Source.Find(Syntax, "HonorsAttribute");

    /// <summary>The other operations of the same provider.</summary>
    public IEnumerable<OperationMethod> Siblings => Source.Operations.Where(other => other != this && SymbolEqualityComparer.Default.Equals(other.Symbol.ContainingType, Symbol.ContainingType));

    /// <summary>Where else the method is named, or declared: what must fit when its parameters change.</summary>
    public IReadOnlyList<SyntaxNode> Mentions =>
    [
        .. Source.Nodes.OfType<SimpleNameSyntax>()
            .Where(name => name.Identifier.ValueText == Symbol.Name && SymbolEqualityComparer.Default.Equals(Source.ModelOf(name).GetSymbolInfo(name).Symbol, Symbol))
            .Select(name => (SyntaxNode?)name.FirstAncestorOrSelf<InvocationExpressionSyntax>() ?? name),
        .. new[] { Symbol.PartialDefinitionPart, Symbol.PartialImplementationPart }.OfType<IMethodSymbol>().SelectMany(part => part.DeclaringSyntaxReferences).Select(part => part.GetSyntax()),
    ];

    /// <summary>Whether the body does nothing but refuse.</summary>
    public bool OnlyThrows => Syntax is { ExpressionBody.Expression: ThrowExpressionSyntax } or { Body.Statements: [ThrowStatementSyntax] };

    public static OperationMethod? Of(ValidSource source, MethodDeclarationSyntax method) => source.ModelOf(method).GetDeclaredSymbol(method) is { } symbol
        && source.Attributes(method).FirstOrDefault(found => found.Name != "HonorsAttribute") is { Syntax: { } attribute, Name: { } name }
        ? new(source, method, symbol, attribute, name[..^"Attribute".Length])
        : null;

    /// <summary>Whether a type is what a provider's methods give and take.</summary>
    public static bool IsHandle(ITypeSymbol? type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.GetMembers().Any(member => member.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "SandboxIdAttribute")))
            {
                return true;
            }
        }

        return type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var inner] } && IsHandle(inner);
    }
}
