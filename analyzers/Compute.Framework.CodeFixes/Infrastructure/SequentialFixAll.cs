using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Compute.Framework.CodeFixes;

/// <summary>
/// Makes the same change at many places, one after the other, each in what the earlier ones left. So changes may rename, touch
/// several documents or the same node; what an earlier one has made needless is not made again.
/// </summary>
internal sealed class SequentialFixAll : FixAllProvider
{
    public static readonly SequentialFixAll Instance = new();

    public override Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext) => Task.FromResult<CodeAction?>(
        fixAllContext.CodeFixProvider is AuthorCodeFix provider
            ? CodeAction.Create(
                "Fix all",
                cancellationToken => FixAsync(fixAllContext, provider, cancellationToken),
                fixAllContext.CodeActionEquivalenceKey)
            : null);

    private static async Task<Solution> FixAsync(FixAllContext context, AuthorCodeFix provider, CancellationToken cancellationToken)
    {
        var solution = context.Solution;
        var places = new List<(DocumentId Document, Diagnostic Diagnostic, SyntaxAnnotation Mark)>();
        foreach (var document in DocumentsOf(context))
        {
            var diagnostics = await context.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false);
            if (diagnostics.IsEmpty || await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not { } root)
            {
                continue;
            }

            var marks = diagnostics.OrderBy(found => found.Location.SourceSpan.Start).Select(
                found => (Diagnostic: found, Node: FixPlace.NodeAt(root, found), Mark: new SyntaxAnnotation())).ToList();
            var byNode = marks.ToLookup(mark => mark.Node, mark => mark.Mark);
            solution = solution.WithDocumentSyntaxRoot(
                document.Id,
                root.ReplaceNodes(byNode.Select(node => node.Key), (node, rewritten) => rewritten.WithAdditionalAnnotations(byNode[node])));
            places.AddRange(marks.Select(mark => (document.Id, mark.Diagnostic, mark.Mark)));
        }

        foreach (var (id, diagnostic, mark) in places)
        {
            cancellationToken.ThrowIfCancellationRequested();
            solution = await FixAsync(
                solution.GetDocument(id)!,
                diagnostic,
                mark,
                provider,
                context.CodeActionEquivalenceKey,
                cancellationToken).ConfigureAwait(false);
        }

        return solution;
    }

    private static async Task<Solution> FixAsync(
        Document document,
        Diagnostic diagnostic,
        SyntaxAnnotation mark,
        AuthorCodeFix provider,
        string? key,
        CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var node = root?.GetAnnotatedNodes(mark).FirstOrDefault();
        var place = node is null ? null : await FixPlace.OfAsync(document, node, diagnostic, cancellationToken).ConfigureAwait(false);
        if (place is not null)
        {
            foreach (var fix in await provider.FindAsync(place, cancellationToken).ConfigureAwait(false))
            {
                if (fix.Key == key)
                {
                    return await fix.ApplyAsync(cancellationToken).ConfigureAwait(false);
                }
            }
        }

        return document.Project.Solution;
    }

    private static IEnumerable<Document> DocumentsOf(FixAllContext context) => context switch
    {
        { Scope: FixAllScope.Document, Document: { } document } => [document],
        { Scope: FixAllScope.Project } => context.Project.Documents,
        { Scope: FixAllScope.Solution } =>
            context.Solution.Projects.Where(project => project.Language == LanguageNames.CSharp).SelectMany(project => project.Documents),
        _ => ImmutableArray<Document>.Empty,
    };
}
