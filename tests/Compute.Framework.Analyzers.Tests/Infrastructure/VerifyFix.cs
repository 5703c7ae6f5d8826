using Microsoft.CodeAnalysis.CodeFixes;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>Applies a fix and compares. What comes out must be what is expected, compile, and have no diagnostics but the marked ones.</summary>
internal static class VerifyFix
{
    /// <param name="rule">The rule that is broken in <paramref name="before"/>.</param>
    /// <param name="before">The source; see <see cref="Markup"/>.</param>
    /// <param name="after">What the fix must make of it, with marks on what is still reported.</param>
    /// <param name="key">The fix to apply, where several are offered.</param>
    public static async Task OneAsync(string rule, string before, string after, string? key = null)
    {
        using var run = await FixRun.OfAsync(Markup.Parse(before, rule).Source);

        await CompareAsync(rule, after, await FixRun.ApplyAsync(await ChooseAsync(run, rule, key)));
    }

    /// <summary>Applies a fix to all places of a document, a project and a solution, which must give the same here.</summary>
    public static async Task AllAsync(string rule, string before, string after, string? key = null)
    {
        using var run = await FixRun.OfAsync(Markup.Parse(before, rule).Source);
        var offer = await ChooseAsync(run, rule, key);
        foreach (var scope in new[] { FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution })
        {
            await CompareAsync(rule, after, await run.ApplyToAllAsync(offer, scope));
        }
    }

    /// <summary>Holds that nothing is offered.</summary>
    public static async Task NoneAsync(string rule, string before)
    {
        using var run = await FixRun.OfAsync(Markup.Parse(before, rule).Source);

        Assert.Empty((await run.OffersAsync(rule)).Select(offer => offer.Action.Title));
    }

    private static async Task<Offer> ChooseAsync(FixRun run, string rule, string? key)
    {
        var offers = await run.OffersAsync(rule);
        var chosen = offers.FirstOrDefault(offer => key is null || offer.Action.EquivalenceKey == key);
        Assert.True(chosen is not null, $"{key ?? "A fix"} is not offered for {rule}; offered are: {string.Join(", ", offers.Select(offer => $"'{offer.Action.EquivalenceKey}'"))}");
        return chosen;
    }

    private static async Task CompareAsync(string rule, string after, IReadOnlyList<string> texts)
    {
        Assert.Equal(Markup.Parse(after, rule).Source, Assert.Single(texts));
        await Verify.DiagnosticsAsync(after, rule);
    }
}
