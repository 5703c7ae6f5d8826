using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis.Text;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>A parameter goes away, and the body does without it.</summary>
internal sealed class RemoveParameter : ParameterOperator
{
    protected override Mutant? Spoil(OperationParameter parameter)
    {
        var method = parameter.Method;
        var snapshots = parameter.Names.Contains("snapshotId") && method.Name == "CreateSandbox" ? method.Siblings.FirstOrDefault(other => other.Name == "CreateSnapshot") : null;
        var isReported = parameter.IsRequired || snapshots is not null || (parameter.IsWhole && method.Honors is not null);
        var mentions = isReported ? [] : method.Mentions;
        return parameter.IsAssigned ? null : new(method.Source, $"{parameter}", method.Syntax, [.. parameter.WithoutReads().Prepend(parameter.Removal())])
        {
            Also = snapshots is null ? mentions : [snapshots.Syntax],
            Rules = parameter.IsToken ? [ProblemIds.NoCancellation]
                : parameter.IsRequired ? [ProblemIds.MissingParameter]
                : snapshots is not null ? [ProblemIds.SnapshotNotUsable]
                : isReported ? [ProblemIds.WrongHonors, ProblemIds.MissingParameter, RuleIds.HonoredOptionNeverRead]
                : ["CS"],
            WhyValid = isReported || mentions.Count > 0 ? null : "What is not taken is refused: the signature says so.",
        };
    }
}
