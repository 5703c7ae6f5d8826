using Compute.Framework.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Compute.Framework.Analyzers;

/// <summary>Whether a body makes use of a parameter: in whatever way, lambdas and local functions included.</summary>
/// <remarks>Neither a discard nor a check for null is a use, nor a copy that is itself never used.</remarks>
internal sealed class ParameterReads(IBlockOperation body)
{
    /// <summary>How often a value may be copied from one variable to the next.</summary>
    private const int Copies = 8;

    public bool IsRead(IParameterSymbol parameter)
    {
        foreach (var operation in body.Descendants())
        {
            // The parts of a partial method have parameters of their own.
            if (operation is IParameterReferenceOperation reference
                && reference.Parameter.Ordinal == parameter.Ordinal
                && IsSameMethod(reference.Parameter.ContainingSymbol, parameter.ContainingSymbol)
                && IsUse(reference, Copies))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsSameMethod(ISymbol one, ISymbol other) =>
        SymbolEqualityComparer.Default.Equals(one, other)
        || (one is IMethodSymbol method
            && (
                SymbolEqualityComparer.Default.Equals(method.PartialDefinitionPart, other) || SymbolEqualityComparer.Default.Equals(
                    method.PartialImplementationPart, other)));

    private bool IsUse(IOperation reference, int copies) => Bodies.UserOf(reference, out var used) switch
    {
        INameOfOperation => false,
        ISimpleAssignmentOperation assignment when assignment.Target == used => false,
        ISimpleAssignmentOperation { Target: IDiscardOperation } => false,
        ISimpleAssignmentOperation { Target: ILocalReferenceOperation copy, Parent: IExpressionStatementOperation } =>
            IsRead(copy.Local, copies),
        IArgumentOperation { Parameter.RefKind: RefKind.Out } => false,
        IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { IsStatic: true, ContainingType: { } type } check } } =>
            !IsArgumentCheck(type, check.Name),
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => IsRead(declarator.Symbol, copies),
        _ => true,
    };

    private bool IsRead(ILocalSymbol local, int copies)
    {
        if (copies == 0)
        {
            return true;
        }

        foreach (var operation in body.Descendants())
        {
            if (operation is ILocalReferenceOperation { IsDeclaration: false } reference
                && SymbolEqualityComparer.Default.Equals(reference.Local, local)
                && IsUse(reference, copies - 1))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary><c>ArgumentNullException.ThrowIfNull</c> and the like say only that something was passed.</summary>
    private static bool IsArgumentCheck(INamedTypeSymbol type, string method) =>
        method.StartsWith("ThrowIfNull", StringComparison.Ordinal)
        && (Symbols.Is(type, "System", "ArgumentNullException") || Symbols.Is(type, "System", "ArgumentException"));
}
