namespace Compute.Framework.Analyzers.Tests;

/// <summary>A parameter is taken and not read any more.</summary>
internal sealed class StopReadingParameter : ParameterOperator
{
    protected override Mutant? Spoil(OperationParameter parameter) =>
        parameter.References.Any() && !parameter.IsAssigned && !IsReported(parameter)
            ? new(parameter.Method.Source, $"{parameter}", parameter.Method.Syntax, [.. parameter.WithoutReads()])
            {
                Rules = [RuleIds.ParameterNeverRead, RuleIds.HonoredOptionNeverRead],
                WhyValid = parameter.IsToken ? "A body that ends at once has no use for a token."
                    : parameter.Method.OnlyThrows ? "A body that only throws refuses everything that it is asked for."
                    : parameter.IsHandle ? "Most operations must take the handle, whether the back end needs it or not."
                    : null,
            }
            : null;

    /// <summary>Whether the test providers do not read it as it is.</summary>
    private static bool IsReported(OperationParameter parameter) => parameter.Method.Source.RunAsync().GetAwaiter().GetResult().Diagnostics
        .Any(found => found.Id == RuleIds.ParameterNeverRead && found.Location.SourceSpan == parameter.Syntax.Identifier.Span);
}
