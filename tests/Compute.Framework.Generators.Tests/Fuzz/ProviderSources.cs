using Microsoft.CodeAnalysis;

namespace Compute.Framework.Generators.Tests.Fuzz;

/// <summary>The providers to be mutated: all valid ones of the repository, and the plain one of the tests.</summary>
internal static class ProviderSources
{
    public const string Plain = "(plain)";

    public static IReadOnlyList<string> Small { get; } = [.. ProviderProject.Small.Select(project => project.Name)];

    public static IReadOnlyList<string> Large { get; } = [.. ProviderProject.Large.Select(project => project.Name)];

    /// <summary>The files of a provider that are mutated, one at a time, and those beside them.</summary>
    public static (IReadOnlyList<SyntaxTree> Sources, IReadOnlyList<SyntaxTree> Surroundings) Read(string name)
    {
        if (name == Plain)
        {
            return ([AuthorCompilation.Parse(PlainProvider.Source, "Source.cs")], []);
        }

        var project = ProviderProject.Small.Concat(ProviderProject.Large).Single(project => project.Name == name);
        return (project.Sources, project.Surroundings);
    }
}
