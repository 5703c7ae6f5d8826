using Compute.Framework.Generators.Models;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>Settings cannot be made without saying something.</summary>
internal sealed class SettingsWithParameters : MutationOperator
{
    public override IEnumerable<Mutant> Apply(ValidSource source) => source.Settings
        .Select(type => new Mutant(source, type.Identifier.Text, type, Edits.Insert(type.Identifier.Span.End, "(string Anything)")) { Rules = [ProblemIds.NoDefaultConstructor] });
}
