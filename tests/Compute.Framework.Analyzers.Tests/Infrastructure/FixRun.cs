using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>A fix that is offered.</summary>
internal sealed record Offer(CodeFixProvider Provider, CodeAction Action, Diagnostic Diagnostic, Document Document);

/// <summary>What the code fixes offer for an author's sources, and what they make of these.</summary>
internal sealed class FixRun : IDisposable
{
    private readonly AuthorWorkspace _workspace;
    private readonly ImmutableArray<Diagnostic> _diagnostics;

    private FixRun(AuthorWorkspace workspace, ImmutableArray<Diagnostic> diagnostics)
    {
        _workspace = workspace;
        _diagnostics = diagnostics;
    }

    public static async Task<FixRun> OfAsync(params string[] sources) => new(new AuthorWorkspace(sources), (await AnalyzerRun.OfAsync(sources)).Diagnostics);

    /// <summary>What is offered for one rule, or all rules, in the order of the places.</summary>
    public async Task<IReadOnlyList<Offer>> OffersAsync(string? rule = null)
    {
        var offers = new List<Offer>();
        foreach (var diagnostic in _diagnostics.Where(diagnostic => rule is null || diagnostic.Id == rule))
        {
            if (DocumentOf(diagnostic) is not { } document)
            {
                continue;
            }

            foreach (var provider in AllFixes.For(diagnostic.Id))
            {
                await provider.RegisterCodeFixesAsync(new CodeFixContext(
                    document,
                    diagnostic,
                    (action, _) => offers.Add(new(provider, action, diagnostic, document)),
                    TestContext.Current.CancellationToken));
            }
        }

        return offers;
    }

    public static Task<IReadOnlyList<string>> ApplyAsync(Offer offer) => ApplyAsync(offer.Action);

    public async Task<IReadOnlyList<string>> ApplyToAllAsync(Offer offer, FixAllScope scope)
    {
        var all = offer.Provider.GetFixAllProvider() ?? throw new InvalidOperationException($"{offer.Provider} has no fix for all.");
        Assert.Contains(scope, all.GetSupportedFixAllScopes());
        var context = new FixAllContext(
            offer.Document,
            offer.Provider,
            scope,
            offer.Action.EquivalenceKey,
            [offer.Diagnostic.Id],
            new Found(this),
            TestContext.Current.CancellationToken);
        var action = await all.GetFixAsync(context);
        Assert.NotNull(action);
        return await ApplyAsync(action);
    }

    public void Dispose() => _workspace.Dispose();

    private static async Task<IReadOnlyList<string>> ApplyAsync(CodeAction action)
    {
        var operations = await action.GetOperationsAsync(TestContext.Current.CancellationToken);
        var changed = Assert.IsType<ApplyChangesOperation>(Assert.Single(operations)).ChangedSolution;
        var texts = new List<string>();
        foreach (var document in AuthorWorkspace.Sources(changed))
        {
            texts.Add((await document.GetTextAsync(TestContext.Current.CancellationToken)).ToString());
        }

        return texts;
    }

    private Document? DocumentOf(Diagnostic diagnostic) =>
        AuthorWorkspace.Sources(_workspace.Solution).SingleOrDefault(document => document.Name == diagnostic.Location.SourceTree?.FilePath);

    private sealed class Found(FixRun run) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([.. run._diagnostics.Where(diagnostic => diagnostic.Location.SourceTree?.FilePath == document.Name)]);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);

        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(run._diagnostics);
    }
}
