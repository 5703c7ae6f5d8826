using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Compute.Framework.Generators.Parsing;

/// <summary>What can be wrong with a parameter, or with a member of a record, in the words of the rules.</summary>
internal static class ParameterProblems
{
    public static void CheckReference(this List<Problem> problems, Bindable parameter)
    {
        if (parameter.Symbol is IParameterSymbol { RefKind: not RefKind.None })
        {
            parameter.Report(problems, ProblemIds.UnsuitableMethod, $"The {parameter.Words} must not be ref, in or out.");
        }
    }

    public static void AddNullable(this List<Problem> problems, Bindable parameter) => parameter.Report(
        problems,
        ProblemIds.ParameterType,
        $"The {parameter.Words} must be nullable, because a caller may leave it out.",
        parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat) + "?");

    public static void AddRepeated(this List<Problem> problems, Bindable parameter, Bindable other) => parameter.Report(
        problems,
        ProblemIds.RepeatedOption,
        $"The {parameter.Words} is declared already, as the {other.Words}: remove one of them.");

    public static void AddUnknown(
        this List<Problem> problems, Bindable parameter, OperationShape shape, ContractTypes contract, ITypeSymbol handle)
    {
        if (HandleParser.IsHandle(parameter.Type) && !SymbolEqualityComparer.Default.Equals(parameter.Type, handle))
        {
            parameter.Report(
                problems,
                ProblemIds.OtherHandle,
                $"The {parameter.Words} must be of the type '{handle.Name}', which is the provider's handle.",
                handle.Name);
            return;
        }

        var names = BindableNames.Of(shape, contract);
        var proposal = BindableNames.Closest(parameter.Name, names) is { } closest ? parameter.InItsCase(closest) : null;
        var advice = proposal is not null ? $"did you mean '{proposal}'?"
            : names.Count == 0 ? "remove it."
            : $"rename it to one of {string.Join(", ", names.ConvertAll(parameter.InItsCase))}, or remove it.";
        parameter.Report(
            problems,
            ProblemIds.UnknownParameter,
            $"The {parameter.Words} is neither the handle nor an option of {shape.Name}: {advice}",
            proposal);
    }
}
