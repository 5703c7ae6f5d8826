using Compute.Framework.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.CodeFixes;

/// <summary>Where a rule is broken.</summary>
/// <param name="Document">The document.</param>
/// <param name="Node">The node that is marked.</param>
/// <param name="Model">The meaning of the document.</param>
/// <param name="Diagnostic">What is reported. Its span may be that of an earlier version of the document.</param>
internal sealed record FixPlace(Document Document, SyntaxNode Node, SemanticModel Model, Diagnostic Diagnostic)
{
    public Solution Solution => Document.Project.Solution;

    public Compilation Compilation => Model.Compilation;

    /// <summary>The text to write, as the rule proposes it.</summary>
    public string? Proposal => Diagnostic.Properties.TryGetValue(DiagnosticProperties.Proposal, out var proposal) ? proposal : null;

    /// <summary>The type that is declared at the place.</summary>
    public INamedTypeSymbol? DeclaredType(CancellationToken cancellationToken) =>
        Node is TypeDeclarationSyntax declaration ? Model.GetDeclaredSymbol(declaration, cancellationToken) : null;

    /// <summary>The nearest class, record, structure or interface around the place.</summary>
    public INamedTypeSymbol? Type(CancellationToken cancellationToken) =>
        Node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } declaration
            ? Model.GetDeclaredSymbol(declaration, cancellationToken)
            : null;

    /// <summary>The method around the place, and its declaration.</summary>
    public (MethodDeclarationSyntax Syntax, IMethodSymbol Symbol)? Method(CancellationToken cancellationToken) =>
        Node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } declaration
            && Model.GetDeclaredSymbol(declaration, cancellationToken) is { } symbol
            ? (declaration, symbol)
            : null;

    /// <summary>The parameter around the place, and its declaration.</summary>
    public (ParameterSyntax Syntax, IParameterSymbol Symbol)? Parameter(CancellationToken cancellationToken) =>
        Node.FirstAncestorOrSelf<ParameterSyntax>() is { } declaration
            && Model.GetDeclaredSymbol(declaration, cancellationToken) is { } symbol
            ? (declaration, symbol)
            : null;

    public static async Task<FixPlace?> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        return root is null ? null : await OfAsync(document, NodeAt(root, diagnostic), diagnostic, cancellationToken).ConfigureAwait(false);
    }

    public static async Task<FixPlace?> OfAsync(
        Document document, SyntaxNode node, Diagnostic diagnostic, CancellationToken cancellationToken) =>
        await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is { } model
            ? new(document, node, model, diagnostic)
            : null;

    public static SyntaxNode NodeAt(SyntaxNode root, Diagnostic diagnostic) =>
        root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
}
