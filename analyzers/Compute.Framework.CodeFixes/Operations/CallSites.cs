using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.CodeFixes;

/// <summary>Finds the calls of an operation's method. Nearly always there are none but the generated one, which is written anew.</summary>
internal static class CallSites
{
    public static IReadOnlyList<InvocationExpressionSyntax> Of(IMethodSymbol method, FixPlace place, CancellationToken cancellationToken)
    {
        var calls = new List<InvocationExpressionSyntax>();
        foreach (var tree in place.Compilation.SyntaxTrees)
        {
            var root = tree.GetRoot(cancellationToken);
            if (!place.Solution.IsAuthored(root))
            {
                continue;
            }

            SemanticModel? model = null;
            foreach (var call in root.DescendantNodes().OfType<InvocationExpressionSyntax>().Where(call => NameOf(call) == method.Name))
            {
                model ??= place.Compilation.GetSemanticModel(tree);
                if (SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(call, cancellationToken).Symbol?.OriginalDefinition, method))
                {
                    calls.Add(call);
                }
            }
        }

        return calls;
    }

    /// <summary>Whether the method is used other than by a call, as a delegate or by its name.</summary>
    public static bool IsUsedOtherwise(IMethodSymbol method, FixPlace place, CancellationToken cancellationToken) =>
        place.Compilation.SyntaxTrees
            .Select(tree => tree.GetRoot(cancellationToken))
            .Where(place.Solution.IsAuthored)
            .SelectMany(root => root.DescendantNodes().OfType<SimpleNameSyntax>())
            .Any(name => name.Identifier.ValueText == method.Name
                && !IsCalled(name)
                && SymbolEqualityComparer.Default.Equals(
                    place.Compilation.GetSemanticModel(name.SyntaxTree).GetSymbolInfo(name, cancellationToken).Symbol?.OriginalDefinition,
                    method));

    private static bool IsCalled(SimpleNameSyntax name) =>
        name.Parent is InvocationExpressionSyntax
        || name.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax } access && access.Name == name
        || name.Parent is MemberBindingExpressionSyntax;

    private static string? NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        SimpleNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        _ => null,
    };
}
