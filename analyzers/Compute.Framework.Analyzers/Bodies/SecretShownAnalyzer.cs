using Compute.Framework.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Compute.Framework.Analyzers;

/// <summary>CFW4008: a secret is in no text that people read: no <c>ToString</c>, exception or log.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SecretShownAnalyzer() : FrameworkAnalyzer(s_rule)
{
    private static readonly DiagnosticDescriptor s_rule = new(
        id: RuleIds.SecretShown,
        title: "A secret must not be shown",
        messageFormat: "The secret '{0}' would be shown in {1}: leave it out",
        category: Rule.Bodies,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rule.Help(RuleIds.SecretShown));

    /// <inheritdoc/>
    protected override void Register(CompilationStartAnalysisContext context) => context.RegisterOperationAction(
        found =>
        {
            var reference = (IPropertyReferenceOperation)found.Operation;
            if (InheritedAttributes.IsSecret(reference.Instance?.Type ?? reference.Property.ContainingType, reference.Property)
                && Place(reference, found.ContainingSymbol) is { } place)
            {
                found.ReportDiagnostic(At(reference.Syntax.GetLocation(), reference.Property.Name, place));
            }
        },
        OperationKind.PropertyReference);

    /// <summary>Where a secret becomes visible, in words; null when it does not.</summary>
    private static string? Place(IOperation secret, ISymbol member)
    {
        var isText = member is IMethodSymbol { Name: "ToString" or "PrintMembers" };
        for (var user = Bodies.UserOf(secret, out var used); user is not null; user = Bodies.UserOf(user, out used))
        {
            switch (user)
            {
                case IInterpolationOperation or IInterpolatedStringOperation or ICoalesceOperation or IArrayInitializerOperation
                    or IArrayCreationOperation:
                case IConditionalOperation choice when choice.Condition != used:
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add }:
                    continue;
                case IReturnOperation when isText:
                    return $"the text of '{member.ContainingType.Name}'";
                case IArgumentOperation { Parent: IObjectCreationOperation creation } when IsException(creation.Type):
                    return "an exception";
                case IArgumentOperation { Parent: IInvocationOperation call }:
                    if (IsLog(call.TargetMethod))
                    {
                        return "a log";
                    }

                    return isText && IsBuilder(call.TargetMethod) ? $"the text of '{member.ContainingType.Name}'" : null;
                case IArgumentOperation:
                    continue;
                default:
                    return null;
            }
        }

        return null;
    }

    private static bool IsException(ITypeSymbol? type)
    {
        foreach (var current in type is null ? [] : Symbols.Hierarchy(type))
        {
            if (Symbols.Is(current, "System", "Exception"))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsLog(IMethodSymbol method) =>
        Symbols.IsNamespace(method.ContainingNamespace, "Microsoft.Extensions.Logging")
        || Symbols.Is(method.ContainingType, "System", "Console")
        || Symbols.Is(method.ContainingType, "System.Diagnostics", "Debug")
        || Symbols.Is(method.ContainingType, "System.Diagnostics", "Trace");

    private static bool IsBuilder(IMethodSymbol method) =>
        Symbols.Is(method.ContainingType, "System.Text", "StringBuilder")
            || (method.ContainingType.SpecialType == SpecialType.System_String && method.Name is "Format" or "Concat" or "Join");
}
