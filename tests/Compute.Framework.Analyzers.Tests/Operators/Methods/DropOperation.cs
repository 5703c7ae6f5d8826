using Compute.Framework.Generators.Models;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>The attribute of an operation is forgotten.</summary>
internal sealed class DropOperation : MethodOperator
{
    protected override Mutant? Spoil(OperationMethod method)
    {
        var left = method.Siblings.Select(other => other.Name).ToHashSet();
        var lonely = method.Siblings.Where(other => IsLonely(other.Name, left)).ToList();
        return new(method.Source, $"{method.Name}", method.Syntax, Edits.Remove(method.Attribute))
        {
            Also = [.. method.Source.Providers, .. lonely.Select(other => other.Syntax)],
            Rules = [ProblemIds.MissingOperation, ProblemIds.NoHandle, ProblemIds.NeverCalled, RuleIds.HonorsWithoutOperation],
            WhyValid = method.Name switch
            {
                _ when lonely.Count > 0 || method.Honors is not null => null,
                "CreateSandbox" or "GetSandbox" or "DestroySandbox" => null,
                "RunCommand" or "StartProcess" => method.Siblings.Any(other => other.Name is "RunCommand" or "StartProcess") ? "Commands run by the other of the two ways." : null,
                _ => "What no method has is unsupported or emulated, and that is told.",
            },
        };
    }

    /// <summary>Whether nobody can call an operation that has only these others beside it.</summary>
    private static bool IsLonely(string operation, HashSet<string> left) =>
        OperationMethod.Joint.Any(joint => joint.Contains(operation) && !left.IsSupersetOf(joint)) && operation switch
        {
            "ListProcesses" or "AttachProcess" => !left.Contains("StartProcess"),
            "DeleteSnapshot" => !left.Contains("CreateSnapshot") || left.Contains("Branch"),
            _ => true,
        };
}
