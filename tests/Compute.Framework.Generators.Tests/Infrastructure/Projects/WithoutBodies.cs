using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.Generators.Tests;

/// <summary>Leaves of a file what others see of it: what methods do is not bound again for every variant of another file.</summary>
internal sealed class WithoutBodies : CSharpSyntaxRewriter
{
    private static readonly BlockSyntax s_block = SyntaxFactory.ParseStatement("{ throw null!; }") as BlockSyntax ?? throw new InvalidOperationException();

    public static SyntaxTree Of(SyntaxTree tree) => tree.WithRootAndOptions(new WithoutBodies().Visit(tree.GetRoot(TestContext.Current.CancellationToken)), tree.Options);

    public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node) => node.Body is null && node.ExpressionBody is null
        ? node
        : node.WithModifiers(WithoutAsync(node.Modifiers)).WithBody(s_block).WithExpressionBody(null).WithSemicolonToken(default);

    public override SyntaxNode? VisitConstructorDeclaration(ConstructorDeclarationSyntax node) => node.Body is null && node.ExpressionBody is null
        ? node
        : node.WithBody(s_block).WithExpressionBody(null).WithSemicolonToken(default);

    public override SyntaxNode? VisitOperatorDeclaration(OperatorDeclarationSyntax node) => node.WithBody(s_block).WithExpressionBody(null).WithSemicolonToken(default);

    private static SyntaxTokenList WithoutAsync(SyntaxTokenList modifiers) =>
        modifiers.IndexOf(SyntaxKind.AsyncKeyword) is var index and >= 0 ? modifiers.RemoveAt(index) : modifiers;
}
