using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Compute.Framework.Generators.Caching;

/// <summary>
/// Spares the parsing of what cannot have changed. The compiler calls a transform for every annotated class at every edit, wherever
/// it was, because symbols may depend on any file. The model of a class is used again while its syntax node and the
/// <see cref="Declarations"/> of the compilation are the same.
/// </summary>
internal sealed class ModelCache<TModel>(Func<GeneratorAttributeSyntaxContext, CancellationToken, TModel?> parse)
    where TModel : class
{
    private readonly ConditionalWeakTable<SyntaxNode, Entry> _entries = new();

    public TModel? Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        var declarations = Declarations.Of(context.SemanticModel.Compilation);
        var entry = _entries.GetOrCreateValue(context.TargetNode);
        var last = entry.Last;
        if (last is null || !last.Declarations.IsSameAs(declarations, cancellationToken))
        {
            last = new(declarations, parse(context, cancellationToken));
            entry.Last = last;
        }

        return last.Model;
    }

    private sealed class Entry
    {
        public volatile Parsed? Last;
    }

    private sealed class Parsed(Declarations declarations, TModel? model)
    {
        public Declarations Declarations => declarations;

        public TModel? Model => model;
    }
}
