using Compute.Framework.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Compute.Framework.Analyzers;

/// <summary>CFW4004: there is an exit code only where a process exited.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class InventedExitCodeAnalyzer() : FrameworkAnalyzer(s_rule)
{
    private static readonly DiagnosticDescriptor s_rule = new(
        id: RuleIds.InventedExitCode,
        title: "An exit code must not be invented",
        messageFormat: "This exit code is made up where the back end reported none: throw SandboxUnavailableException, or use the " +
            "outcome that happened",
        category: Rule.Bodies,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Rule.Help(RuleIds.InventedExitCode));

    /// <inheritdoc/>
    protected override void Register(CompilationStartAnalysisContext context) => context.RegisterOperationAction(
        invocation =>
        {
            var call = (IInvocationOperation)invocation.Operation;
            if (call is { TargetMethod: { Name: "Exited", IsStatic: true, ContainingType: { } type }, Arguments.Length: > 0 }
                && (Symbols.Is(type, Symbols.Contract, "ExecutionResult") || Symbols.Is(type, Symbols.Authoring, "ProcessFrame"))
                && ExitCode(call) is { } code
                && IsInvented(code))
            {
                invocation.ReportDiagnostic(At(code.Syntax.GetLocation()));
            }
        },
        OperationKind.Invocation);

    private static IOperation? ExitCode(IInvocationOperation call)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter?.Ordinal == 0)
            {
                return argument.Value;
            }
        }

        return null;
    }

    private static bool IsInvented(IOperation code) => Bodies.Origin(code) switch
    {
        ICoalesceOperation coalesce => coalesce.WhenNull is not null && Bodies.Unconverted(coalesce.WhenNull) is not IThrowOperation,
        IInvocationOperation call => call.TargetMethod is { Name: "GetValueOrDefault",
            ContainingType.OriginalDefinition.SpecialType: SpecialType.System_Nullable_T },
        IConditionalOperation { WhenFalse: { } other } choice =>
            choice.WhenTrue.ConstantValue.HasValue != other.ConstantValue.HasValue && AsksForValue(choice.Condition),
        { ConstantValue.HasValue: true } => IsInCatchOfFault(code),
        _ => false,
    };

    /// <summary>Whether a condition asks for the presence of the value: <c>HasValue</c>, a comparison with null, <c>TryParse</c>.</summary>
    private static bool AsksForValue(IOperation condition) => Bodies.Unconverted(condition) switch
    {
        IPropertyReferenceOperation { Property.Name: "HasValue" } => true,
        IInvocationOperation call => call.TargetMethod.Name.StartsWith("Try", StringComparison.Ordinal),
        IIsPatternOperation => true,
        IBinaryOperation { LeftOperand: var left, RightOperand: var right } => IsNull(left) || IsNull(right),
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not => AsksForValue(not.Operand),
        _ => false,
    };

    private static bool IsNull(IOperation value) => Bodies.Unconverted(value) is { ConstantValue: { HasValue: true, Value: null } };

    private static bool IsInCatchOfFault(IOperation operation)
    {
        for (var current = operation.Parent; current is not null; current = current.Parent)
        {
            if (current is ICatchClauseOperation clause && Faults.HasNoOutcome(clause.ExceptionType))
            {
                return true;
            }
        }

        return false;
    }
}
