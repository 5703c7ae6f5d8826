using Compute.Framework.Generators.Models;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>A method has the attributes of two operations.</summary>
internal sealed class AddOperation : MethodOperator
{
    protected override Mutant? Spoil(OperationMethod method)
    {
        string[] candidates = ["Pause", "CheckAvailability", "CopyPath", "CreateVolume", "RunCode", "AttachProcess"];
        var second = candidates.First(name => method.Siblings.All(other => other.Name != name) && method.Name != name);
        return new(method.Source, $"{method.Name} and {second}", method.Syntax, Edits.Insert(method.Syntax.SpanStart, $"[global::Compute.Framework.Authoring.{second}] ")) { Rules = [ProblemIds.SeveralOperations] };
    }
}
