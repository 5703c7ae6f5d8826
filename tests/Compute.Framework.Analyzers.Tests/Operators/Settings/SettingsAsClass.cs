using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis.Text;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>Settings are a class.</summary>
internal sealed class SettingsAsClass : MutationOperator
{
    public override IEnumerable<Mutant> Apply(ValidSource source) => source.Settings
        .Select(type => new Mutant(source, type.Identifier.Text, type, new TextChange(type.Keyword.Span, "class")) { Rules = [ProblemIds.UnsuitableOptions] });
}
