using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Compute.Framework.CodeFixes;

/// <summary>Offers changes for what breaks some rules; only those that make sense at the place.</summary>
/// <param name="rules">The rules.</param>
public abstract class AuthorCodeFix(params string[] rules) : CodeFixProvider
{
    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; } = [.. rules];

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => SequentialFixAll.Instance;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            if (await FixPlace.FindAsync(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false) is { } place)
            {
                foreach (var fix in await FindAsync(place, context.CancellationToken).ConfigureAwait(false))
                {
                    context.RegisterCodeFix(CodeAction.Create(fix.Title, fix.ApplyAsync, fix.Key), diagnostic);
                }
            }
        }
    }

    /// <summary>The changes for one place. The default asks <see cref="Find"/>.</summary>
    internal virtual Task<IEnumerable<Fix>> FindAsync(FixPlace place, CancellationToken cancellationToken) =>
        Task.FromResult(Find(place, cancellationToken));

    /// <summary>The changes for one place.</summary>
    internal virtual IEnumerable<Fix> Find(FixPlace place, CancellationToken cancellationToken) => [];
}
