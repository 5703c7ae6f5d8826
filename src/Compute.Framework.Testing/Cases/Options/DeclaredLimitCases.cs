using System.Globalization;

namespace Compute.Framework.Testing;

/// <summary>Limits that a provider declares hold.</summary>
public static class DeclaredLimitCases
{
    /// <summary>A value just outside a declared range is refused, with the option's name.</summary>
    [ComplianceCase("options/limits-declared")]
    public static async Task LimitsDeclared(ComplianceContext context)
    {
        var tried = 0;
        foreach (var (option, limits) in context.Capabilities[SandboxOperation.CreateSandbox].Limits)
        {
            foreach (var (value, options) in Outside(context.Defaults, option, limits))
            {
                tried++;
                var refused = await Check.ThrowsAsync<UnsupportedOptionException>(
                    () => context.CreateSandboxAsync(options),
                    $"CreateAsync with {option} = {value}, where {limits} is declared,", Law.HonorOrReject).ConfigureAwait(false);
                Check.Equal(option, refused.Option, "UnsupportedOptionException.Option", Law.HonorOrReject);
            }
        }

        if (tried == 0)
        {
            context.NotApplicable("The provider declares no range of a creation option.");
        }
    }

    private static IEnumerable<(string Value, CreateSandboxOptions Options)> Outside(
        CreateSandboxOptions options, string option, OptionLimits limits)
    {
        var resources = options.Resources;
        return option switch
        {
            "Lifetime" => Times(limits).Select(value => (value.ToString(), options with { Lifetime = value })),
            "Resources.Cpus" =>
                Numbers(limits).Select(value => (Text(value), options with { Resources = resources with { Cpus = value } })),
            "Resources.MemoryBytes" =>
                Wholes(limits).Select(value => (Text(value), options with { Resources = resources with { MemoryBytes = value } })),
            "Resources.DiskBytes" =>
                Wholes(limits).Select(value => (Text(value), options with { Resources = resources with { DiskBytes = value } })),
            _ => [],
        };
    }

    /// <summary>What is not positive is refused without any limit, and shows nothing.</summary>
    private static IEnumerable<TimeSpan> Times(OptionLimits limits) =>
        Around(
            limits,
            text => TimeSpan.Parse(text, CultureInfo.InvariantCulture),
            least => least - TimeSpan.FromTicks(1),
            most => most + TimeSpan.FromTicks(1))
            .Where(value => value > TimeSpan.Zero);

    private static IEnumerable<double> Numbers(OptionLimits limits) =>
        Around(
            limits,
            text => double.Parse(text, CultureInfo.InvariantCulture),
            double.BitDecrement,
            double.BitIncrement).Where(value => value > 0);

    private static IEnumerable<long> Wholes(OptionLimits limits) =>
        Around(
            limits, text => long.Parse(text, CultureInfo.InvariantCulture), least => least - 1, most => most + 1).Where(value => value > 0);

    private static IEnumerable<T> Around<T>(OptionLimits limits, Func<string, T> parse, Func<T, T> below, Func<T, T> above)
    {
        if (limits.AtLeast is { } least)
        {
            yield return below(parse(least));
        }

        if (limits.AtMost is { } most)
        {
            yield return above(parse(most));
        }
    }

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
