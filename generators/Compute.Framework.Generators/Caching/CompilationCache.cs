using Microsoft.CodeAnalysis;

namespace Compute.Framework.Generators.Caching;

/// <summary>Keeps what was read from a whole compilation while its <see cref="Declarations"/> are the same.</summary>
internal sealed class CompilationCache<TModel>(Func<Compilation, CancellationToken, TModel> parse)
{
    private volatile Parsed? _last;

    public TModel Parse(Compilation compilation, CancellationToken cancellationToken)
    {
        var declarations = Declarations.Of(compilation);
        var last = _last;
        if (last is null || !last.Declarations.IsSameAs(declarations, cancellationToken))
        {
            _last = last = new(declarations, parse(compilation, cancellationToken));
        }

        return last.Model;
    }

    private sealed class Parsed(Declarations declarations, TModel model)
    {
        public Declarations Declarations => declarations;

        public TModel Model => model;
    }
}
