using Compute.Framework.Generators.Models;

namespace Compute.Framework.Generators.Tests;

/// <summary>The models of a run.</summary>
internal static class Models
{
    public static IReadOnlyList<ProviderModel> Providers(GeneratorRun run) => Outputs<ProviderModel>(run, ProviderGenerator.Steps.Providers);

    public static IReadOnlyList<OptionsModel> Options(GeneratorRun run) => Outputs<OptionsModel>(run, ProviderGenerator.Steps.Options);

    public static IReadOnlyList<Problem> Problems(GeneratorRun run) =>
        [.. Providers(run).SelectMany(model => model.Problems), .. Options(run).SelectMany(model => model.Problems)];

    private static IReadOnlyList<T> Outputs<T>(GeneratorRun run, string step) =>
        [.. run.Result.Results.SelectMany(result => result.TrackedSteps.GetValueOrDefault(step, [])).SelectMany(ran => ran.Outputs).Select(output => (T)output.Value)];
}
