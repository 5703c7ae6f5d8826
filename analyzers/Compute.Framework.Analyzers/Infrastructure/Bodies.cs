using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Compute.Framework.Analyzers;

/// <summary>Questions about what a body does.</summary>
internal static class Bodies
{
    /// <summary>The body of a method, or null; default values of parameters are none.</summary>
    public static IBlockOperation? Of(OperationBlockAnalysisContext context)
    {
        foreach (var block in context.OperationBlocks)
        {
            if (block is IBlockOperation body)
            {
                return body;
            }
        }

        return null;
    }

    /// <summary>The exception that is all a body throws; null when it does anything else.</summary>
    public static IOperation? OnlyThrown(IBlockOperation body)
    {
        IOperation? only = null;
        foreach (var statement in body.Operations)
        {
            if (statement.IsImplicit && statement is IReturnOperation { ReturnedValue: null })
            {
                continue;
            }

            if (only is not null)
            {
                return null;
            }

            only = statement;
        }

        var value = only switch
        {
            IExpressionStatementOperation expression => expression.Operation,
            IReturnOperation returned => returned.ReturnedValue,
            _ => only,
        };
        return Unconverted(value) is IThrowOperation { Exception: { } exception } ? Unconverted(exception) : null;
    }

    /// <summary>A value without the conversions around it.</summary>
    public static IOperation? Unconverted(IOperation? value)
    {
        while (value is IConversionOperation conversion)
        {
            value = conversion.Operand;
        }

        return value;
    }

    /// <summary>What uses a value: its parent, beyond conversions and parentheses.</summary>
    public static IOperation? UserOf(IOperation value, out IOperation used)
    {
        used = value;
        while (used.Parent is IConversionOperation or IParenthesizedOperation)
        {
            used = used.Parent;
        }

        return used.Parent;
    }

    /// <summary>What a value is made of: the initial value, where it is that of a local variable.</summary>
    public static IOperation? Origin(IOperation? value)
    {
        value = Unconverted(value);
        if (value is not ILocalReferenceOperation { IsDeclaration: false } reference)
        {
            return value;
        }

        foreach (var operation in Root(value).Descendants())
        {
            if (operation is IVariableDeclaratorOperation declarator
                && SymbolEqualityComparer.Default.Equals(declarator.Symbol, reference.Local))
            {
                return Unconverted(declarator.GetVariableInitializer()?.Value) ?? value;
            }
        }

        return value;
    }

    public static IOperation Root(IOperation operation)
    {
        while (operation.Parent is not null)
        {
            operation = operation.Parent;
        }

        return operation;
    }
}
