using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.Generators.Caching;

/// <summary>
/// A hash of everything in a file that can change what its symbols, or those of another file, look like. Left out are comments,
/// white space and the bodies of methods, constructors, destructors and operators. All else counts: initialisers (of constants),
/// accessors (<c>field</c> in one makes a member), top-level statements (they make a type), and <c>#nullable</c> wherever it is.
/// </summary>
internal static class TreeFingerprint
{
    private static readonly ConditionalWeakTable<SyntaxTree, Fingerprint> Known = new();

    public static Fingerprint Of(SyntaxTree tree, CancellationToken cancellationToken)
    {
        if (Known.TryGetValue(tree, out var known))
        {
            return known;
        }

        var computed = Compute(tree, cancellationToken);
        return Known.GetValue(tree, _ => computed);
    }

    private static Fingerprint Compute(SyntaxTree tree, CancellationToken cancellationToken)
    {
        var root = tree.GetRoot(cancellationToken);
        var writer = new FingerprintWriter();
        writer.Write(tree.FilePath);
        writer.Write(Identity.Of(tree.Options));

        // A comment at the top says whether the file is generated, which decides about nullable types.
        writer.Write(root.GetLeadingTrivia().ToFullString());
        foreach (var part in root.DescendantNodesAndTokensAndSelf(static node => !IsLeftOut(node)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            writer.Write(part.RawKind);
            if (part.IsToken)
            {
                Write(writer, part.AsToken());
            }
            else
            {
                // The kinds in order, each with the number of its parts, are the tree: no two trees write the same.
                var node = part.AsNode()!;
                writer.Write(IsLeftOut(node) ? -1 : node.ChildNodesAndTokens().Count);
            }
        }

        return writer.Finish();
    }

    private static bool IsLeftOut(SyntaxNode node) =>
        node is BlockSyntax or ArrowExpressionClauseSyntax && node.Parent is BaseMethodDeclarationSyntax && !node.ContainsDirectives;

    private static void Write(FingerprintWriter writer, SyntaxToken token)
    {
        writer.Write(token.Text);
        if (!token.ContainsDirectives)
        {
            return;
        }

        foreach (var trivia in token.LeadingTrivia)
        {
            if (trivia.IsKind(SyntaxKind.NullableDirectiveTrivia))
            {
                writer.Write(trivia.ToFullString());
            }
        }
    }
}
