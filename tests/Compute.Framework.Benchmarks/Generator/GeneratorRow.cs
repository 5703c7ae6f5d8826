using Microsoft.CodeAnalysis;

namespace Compute.Framework.Benchmarks;

/// <summary>An edit in an unrelated file, and a cold run, against the bare pipeline.</summary>
internal static class GeneratorRow
{
    private const int EditRounds = 60;
    private const int ColdRounds = 7;

    public static async Task<IReadOnlyList<RowResult>> MeasureAsync() => [Cached(), await EditAsync(), await EditAgainstHalfAsync(), await ColdAsync()];

    private static RowResult Cached()
    {
        var session = GeneratorSession.Ours(GeneratorCorpus.Create(), isTracking: true);
        session.Run();
        session.Edit();
        session.Run();
        var reasons = session.OutputReasons();
        var cached = reasons.GetValueOrDefault(IncrementalStepRunReason.Cached);
        var total = reasons.Values.Sum();
        return new(
            $"generator, {GeneratorCorpus.Providers} providers, edit in an unrelated file: outputs", $"{total} outputs", "", $"{cached} cached", "all", cached == total);
    }

    private static async Task<RowResult> EditAsync() => RowResult.AtMost(
        "the same: time, against a bare `ForAttributeWithMetadataName` pipeline that finds the same types",
        await EditsAsync(GeneratorSession.Bare(GeneratorCorpus.Create())),
        "ms",
        1.5);

    private static async Task<RowResult> EditAgainstHalfAsync() => RowResult.Information(
        "the same: time, against a bare pipeline that finds the providers without their settings",
        await EditsAsync(GeneratorSession.BareProviders(GeneratorCorpus.Create())),
        "ms");

    private static async Task<Pairs> EditsAsync(GeneratorSession bare)
    {
        var ours = GeneratorSession.Ours(GeneratorCorpus.Create());
        ours.Run();
        bare.Run();
        return await Pairs.MeasureAsync(EditRounds, warmUp: 10, () => EditAndTime(ours), () => EditAndTime(bare));
    }

    private static async Task<RowResult> ColdAsync() => RowResult.Information(
        "the same: cold run",
        await Pairs.MeasureAsync(
            ColdRounds,
            warmUp: 1,
            () => ColdAndTime(GeneratorSession.Ours(GeneratorCorpus.Create())),
            () => ColdAndTime(GeneratorSession.Bare(GeneratorCorpus.Create()))),
        "ms");

    private static Task<double> EditAndTime(GeneratorSession session)
    {
        session.Edit();
        return Pairs.Time(() => session.Run());
    }

    private static Task<double> ColdAndTime(GeneratorSession session) => Pairs.Time(() => session.Run());
}
