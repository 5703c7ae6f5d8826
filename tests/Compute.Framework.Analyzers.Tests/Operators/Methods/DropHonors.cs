using Compute.Framework.Generators.Models;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>Options are taken as a whole, and nothing says which are honored.</summary>
internal sealed class DropHonors : MethodOperator
{
    protected override Mutant? Spoil(OperationMethod method) =>
        method.Honors is { } honors
            ? new(method.Source, $"{method.Name}", method.Syntax, Edits.Remove(honors))
            {
                Rules = [ProblemIds.MissingHonors],
                WhyValid = method.Parameters.Any(parameter => parameter.IsWhole && parameter.Symbol.Type.Name != "SandboxResources") ? null : "Resources taken as a whole are all honored.",
            }
            : null;
}
