using System.Collections.Immutable;
using Compute.Framework.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Compute.Framework.Analyzers;

/// <summary>CFW4006: data is passed to a shell as arguments, never within its script.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ShellInterpolationAnalyzer() : FrameworkAnalyzer(s_rule)
{
    private static readonly DiagnosticDescriptor s_rule = new(
        id: RuleIds.ShellInterpolation,
        title: "Data must not be put into the text of a shell script",
        messageFormat: "'{0}' becomes part of a shell script, which would run what it holds: pass it as an argument and write \"$1\" " +
            "in the script",
        category: Rule.Bodies,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Rule.Help(RuleIds.ShellInterpolation));

    /// <inheritdoc/>
    protected override void Register(CompilationStartAnalysisContext context)
    {
        context.RegisterOperationAction(found => CheckScript(found, (IArgumentOperation)found.Operation), OperationKind.Argument);
        context.RegisterOperationAction(
            found => CheckList(found, ((IArrayInitializerOperation)found.Operation).ElementValues), OperationKind.ArrayInitializer);
        context.RegisterOperationAction(
            found => CheckList(found, ((ICollectionExpressionOperation)found.Operation).Elements), OperationKind.CollectionExpression);
    }

    /// <summary>The parameter <c>script</c> of <c>Command.Shell</c> and of the extensions around it.</summary>
    private void CheckScript(OperationAnalysisContext context, IArgumentOperation argument)
    {
        if (argument.Parameter is { Name: "script", Type.SpecialType: SpecialType.System_String, ContainingSymbol.ContainingType: { } type }
            && Symbols.IsNamespace(type.ContainingNamespace, Symbols.Contract))
        {
            Report(context, argument.Value);
        }
    }

    /// <summary>What follows <c>-c</c> in a list of arguments that a shell begins.</summary>
    private void CheckList(OperationAnalysisContext context, ImmutableArray<IOperation> elements)
    {
        for (var i = 0; i + 1 < elements.Length; i++)
        {
            if (Text(elements[i]) is "-c" or "-lc" or "-ec" or "-ic"
                && (i == 0 ? Program(context.Operation) : Text(elements[i - 1])) is { } program
                && program.EndsWith("sh", StringComparison.Ordinal))
            {
                Report(context, elements[i + 1]);
            }
        }
    }

    /// <summary>The constant that is passed before a list of arguments: the program.</summary>
    private static string? Program(IOperation list)
    {
        while (list is not (null or IArgumentOperation))
        {
            list = list.Parent!;
        }

        var arguments = list?.Parent switch
        {
            IInvocationOperation call => call.Arguments,
            IObjectCreationOperation creation => creation.Arguments,
            _ => [],
        };
        var place = list is null ? -1 : arguments.IndexOf((IArgumentOperation)list);
        return place > 0 ? Text(arguments[place - 1].Value) : null;
    }

    private static string? Text(IOperation value) =>
        Bodies.Unconverted(value)?.ConstantValue is { HasValue: true, Value: string text } ? text : null;

    private void Report(OperationAnalysisContext context, IOperation script)
    {
        if (Data(Bodies.Origin(script)) is { } data)
        {
            context.ReportDiagnostic(At(data.Syntax.GetLocation(), data.Syntax.ToString()));
        }
    }

    /// <summary>The first piece of a composed text that is neither constant nor a number; null when there is none or the text is not
    /// composed here.</summary>
    private static IOperation? Data(IOperation? text)
    {
        switch (text)
        {
            case { ConstantValue.HasValue: true }:
                return null;
            case IInterpolatedStringOperation interpolated:
                foreach (var part in interpolated.Parts)
                {
                    if (part is IInterpolationOperation { Expression: { } expression } && IsData(expression))
                    {
                        return expression;
                    }
                }

                return null;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } sum:
                return Part(sum.LeftOperand) ?? Part(sum.RightOperand);
            case IInvocationOperation { TargetMethod: { Name: "Format" or "Concat" or "Join",
                ContainingType.SpecialType: SpecialType.System_String } } call:
                return call;
            default:
                return null;
        }
    }

    private static IOperation? Part(IOperation operand)
    {
        var value = Bodies.Unconverted(operand);
        return value is IBinaryOperation or IInterpolatedStringOperation ? Data(value) : value is not null && IsData(value) ? value : null;
    }

    private static bool IsData(IOperation value) => Bodies.Unconverted(value) is IConditionalOperation { WhenFalse: { } other } choice
        ? IsData(choice.WhenTrue) || IsData(other)
        : !value.ConstantValue.HasValue
            && Bodies.Unconverted(value)?.Type is { } type
            && type.SpecialType is not (>= SpecialType.System_Boolean and <= SpecialType.System_Double and not SpecialType.System_Char)
            && type.TypeKind != TypeKind.Enum
            && !Symbols.Is(type, "System", "Guid");
}
