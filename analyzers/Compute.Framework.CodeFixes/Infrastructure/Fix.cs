using Microsoft.CodeAnalysis;

namespace Compute.Framework.CodeFixes;

/// <summary>A change that is known to make sense.</summary>
/// <param name="Title">What it does, for the menu.</param>
/// <param name="Key">What the same change is called at other places, so that all of them can be made at once.</param>
/// <param name="ApplyAsync">Makes it.</param>
internal sealed record Fix(string Title, string Key, Func<CancellationToken, Task<Solution>> ApplyAsync)
{
    /// <summary>Replaces one node.</summary>
    public static Fix Replace(FixPlace place, string title, string key, SyntaxNode node, Func<SyntaxNode, SyntaxNode?> change) =>
        Replace(place, title, key, [node], change);

    /// <summary>Replaces several nodes, which may be in several documents.</summary>
    public static Fix Replace(
        FixPlace place, string title, string key, IReadOnlyCollection<SyntaxNode> nodes, Func<SyntaxNode, SyntaxNode?> change) =>
        new(title, key, _ => Task.FromResult(place.Solution.Replace(nodes, change)));
}
