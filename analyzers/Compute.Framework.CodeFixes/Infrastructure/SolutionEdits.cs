using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace Compute.Framework.CodeFixes;

/// <summary>Changes of nodes wherever in a solution they are.</summary>
internal static class SolutionEdits
{
    /// <summary>Replaces nodes, or removes those for which the change gives null.</summary>
    public static Solution Replace(this Solution solution, IReadOnlyCollection<SyntaxNode> nodes, Func<SyntaxNode, SyntaxNode?> change) =>
        solution.Replace(nodes, (_, node) => change(node));

    /// <summary>Replaces nodes, or removes those for which the change gives null. It gets each node as it was and with what is changed
    /// inside.</summary>
    public static Solution Replace(
        this Solution solution, IReadOnlyCollection<SyntaxNode> nodes, Func<SyntaxNode, SyntaxNode, SyntaxNode?> change)
    {
        foreach (var group in nodes.GroupBy(node => node.SyntaxTree))
        {
            if (solution.GetDocument(group.Key) is not { } document || document is SourceGeneratedDocument)
            {
                continue;
            }

            var removed = new SyntaxAnnotation();
            var root = group.Key.GetRoot().ReplaceNodes(
                group, (original, node) => change(original, node) ?? node.WithAdditionalAnnotations(removed));
            root = root.RemoveNodes(
                root.GetAnnotatedNodes(removed), SyntaxRemoveOptions.KeepExteriorTrivia | SyntaxRemoveOptions.AddElasticMarker);
            solution = root is null ? solution : solution.WithDocumentSyntaxRoot(document.Id, root);
        }

        return solution;
    }

    /// <summary>Whether a person wrote this: generated parts cannot be changed.</summary>
    public static bool IsAuthored(this Solution solution, SyntaxNode node) =>
        solution.GetDocument(node.SyntaxTree) is { } document && document is not SourceGeneratedDocument;

    /// <summary>The declarations of a symbol that a person wrote.</summary>
    public static IReadOnlyList<T> Declarations<T>(this Solution solution, ISymbol symbol, CancellationToken cancellationToken)
        where T : SyntaxNode =>
        [
            .. symbol.DeclaringSyntaxReferences.Select(
                reference => reference.GetSyntax(cancellationToken)).OfType<T>().Where(solution.IsAuthored)
        ];

    /// <summary>Lets the editor shorten the names in what is new, and lay it out.</summary>
    public static T Tidy<T>(this T node)
        where T : SyntaxNode => node.WithAdditionalAnnotations(Simplifier.Annotation, Formatter.Annotation);
}
