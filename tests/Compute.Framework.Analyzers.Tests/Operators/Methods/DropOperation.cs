using Compute.Framework.Generators.Models;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>The attribute of an operation is forgotten.</summary>
internal sealed class DropOperation : MethodOperator
{
    protected override Mutant? Spoil(OperationMethod method) =>
        new(method.Source, $"{method.Name}", method.Syntax, Edits.Remove(method.Attribute))
        {
            Also = method.Source.Providers,
            Rules = [ProblemIds.MissingOperation, ProblemIds.NoHandle],
            WhyValid = method.Name switch
            {
                "CreateSandbox" or "GetSandbox" or "DestroySandbox" => null,
                "RunCommand" or "StartProcess" => method.Siblings.Any(other => other.Name is "RunCommand" or "StartProcess") ? "Commands run by the other of the two ways." : null,
                _ => "What no method has is unsupported or emulated, and that is told.",
            },
        };
}
