using System.Composition;
using Compute.Framework.Analyzers;
using Compute.Framework.Generators.Models;
using Compute.Framework.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.CodeFixes;

/// <summary>Takes an operation's attribute off a method: off the second one, or one of several off the same, or where it has no
/// effect.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveOperationFix)), Shared]
public sealed class RemoveOperationFix()
    : AuthorCodeFix(
        ProblemIds.SeveralMethods,
        ProblemIds.SeveralOperations,
        ProblemIds.SnapshotNotUsable,
        ProblemIds.NeverCalled,
        RuleIds.OperationOutsideProvider)
{
    internal override IEnumerable<Fix> Find(FixPlace place, CancellationToken cancellationToken)
    {
        if (place.Method(cancellationToken) is not var (_, method))
        {
            yield break;
        }

        foreach (var shape in OperationTable.All)
        {
            if (Symbols.Attribute(method, shape.Name)?.ApplicationSyntaxReference?.GetSyntax(cancellationToken) is AttributeSyntax attribute
                && (place.Diagnostic.Id != ProblemIds.SeveralMethods || IsSecond(method, shape.Name))
                && (place.Diagnostic.Id != ProblemIds.SeveralOperations || !IsOnlyOne(method, shape.Name)))
            {
                yield return Fix.Replace(place, $"Remove [{shape.Name}]", "remove " + shape.Name, TypeEdits.ToRemove(attribute), _ => null);
            }
        }
    }

    private static bool IsSecond(IMethodSymbol method, string operation)
    {
        var others = method.ContainingType.GetMembers().OfType<IMethodSymbol>().Where(other => Symbols.Has(other, operation)).ToList();
        Symbols.SortByPlace(others);
        return others.Count > 1 && !SymbolEqualityComparer.Default.Equals(others[0], method);
    }

    /// <summary>Whether an operation that every provider needs would be gone.</summary>
    private static bool IsOnlyOne(IMethodSymbol method, string operation) =>
        operation is "CreateSandbox" or "GetSandbox" or "DestroySandbox" or "RunCommand"
        && method.ContainingType.GetMembers().Count(other => other is IMethodSymbol && Symbols.Has(other, operation)) == 1;
}
