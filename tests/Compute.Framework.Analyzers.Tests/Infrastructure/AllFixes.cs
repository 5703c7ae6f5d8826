using System.Collections.Immutable;
using Compute.Framework.CodeFixes;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>The code fixes of the assembly, as an editor would find them.</summary>
internal static class AllFixes
{
    public static ImmutableArray<CodeFixProvider> Providers { get; } =
        [.. typeof(AuthorCodeFix).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(CodeFixProvider)))
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .Select(type => (CodeFixProvider)Activator.CreateInstance(type)!)];

    public static IEnumerable<CodeFixProvider> For(string rule) => Providers.Where(provider => provider.FixableDiagnosticIds.Contains(rule));
}
