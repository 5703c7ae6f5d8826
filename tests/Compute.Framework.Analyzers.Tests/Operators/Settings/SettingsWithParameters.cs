using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>Settings cannot be made without saying something.</summary>
internal sealed class SettingsWithParameters : MutationOperator
{
    public override IEnumerable<Mutant> Apply(ValidSource source) => source.Settings
        .Select(type => new Mutant(source, type.Identifier.Text, type, Edits.Insert(type.Identifier.Span.End, "(string Anything)")) { Rules = Rules(type) });

    /// <summary>Beside a constructor of its own, the parameters are an error of the compiler.</summary>
    private static string[] Rules(TypeDeclarationSyntax type) =>
        type.Members.OfType<ConstructorDeclarationSyntax>().Any() ? [ProblemIds.NoDefaultConstructor, "CS"] : [ProblemIds.NoDefaultConstructor];
}
