using System.Text.RegularExpressions;

namespace Compute.Framework.Tests.Capabilities;

/// <summary>The laws of the algebra of manifests, over random manifests.</summary>
public sealed class ManifestAlgebraTests
{
    private const int Draws = 500;

    private static readonly SandboxOperation[] Operations =
        [SandboxOperation.CreateSandbox, SandboxOperation.RunCommand, SandboxOperation.ExtendLifetime, SandboxOperation.Branch];

    private static readonly string[] Options = ["Lifetime", "Resources.Cpus", "Name"];

    private static readonly TimeSpan[] Lifetimes = [.. Enumerable.Range(0, 30).Select(static minutes => TimeSpan.FromMinutes(minutes))];

    private static readonly string[] Names = ["a", "ab", "abc", "1", "b2", "", "zz"];

    [Fact]
    public void Both_operations_are_idempotent_and_commutative()
    {
        foreach (var (a, b, _) in Manifests())
        {
            AssertSame(a, a.Intersect(a));
            AssertSame(a, a.Union(a));
            AssertSame(a.Intersect(b), b.Intersect(a));
            AssertSame(a.Union(b), b.Union(a));
        }
    }

    [Fact]
    public void Both_operations_are_associative()
    {
        foreach (var (a, b, c) in Manifests())
        {
            AssertAccepts(a.Intersect(b).Intersect(c), a.Intersect(b.Intersect(c)));
            AssertAccepts(a.Union(b).Union(c), a.Union(b.Union(c)));
            AssertSameSupport(a.Intersect(b).Intersect(c), a.Intersect(b.Intersect(c)));
            AssertSameSupport(a.Union(b).Union(c), a.Union(b.Union(c)));
        }
    }

    [Fact]
    public void An_intersection_supports_and_accepts_what_both_do_and_a_union_what_one_does()
    {
        foreach (var (a, b, _) in Manifests())
        {
            var (both, any) = (a.Intersect(b), a.Union(b));
            foreach (var operation in Enum.GetValues<SandboxOperation>())
            {
                Assert.Equal(Min(a[operation].Support, b[operation].Support), both[operation].Support.Level);
                Assert.Equal(Max(a[operation].Support, b[operation].Support), any[operation].Support.Level);
                foreach (var option in Options)
                {
                    Assert.True(!both.Supports(operation, option) || (a.Supports(operation, option) && b.Supports(operation, option)));
                    Assert.Equal(a.Supports(operation, option) || b.Supports(operation, option), any.Supports(operation, option));
                    foreach (var value in Values(option))
                    {
                        Assert.Equal(Accepts(a, operation, option, value) && Accepts(b, operation, option, value), Accepts(both, operation, option, value));
                        var isIn = Accepts(a, operation, option, value) || Accepts(b, operation, option, value);
                        // Two ranges with a gap between them become one: a union may accept more, never less.
                        Assert.True(!isIn || Accepts(any, operation, option, value));
                    }
                }
            }

            Assert.Equal(Min(a.OrphanCleanup, b.OrphanCleanup), both.OrphanCleanup.Level);
            Assert.Equal(Max(a.OrphanCleanup, b.OrphanCleanup), any.OrphanCleanup.Level);
        }
    }

    [Fact]
    public void Limits_are_narrowed_and_widened_by_value_and_not_by_text()
    {
        var a = Limited(new OptionLimits { AtLeast = "00:09:00", AtMost = "2.00:00:00" });
        var b = Limited(new OptionLimits { AtLeast = "00:10:00", AtMost = "10.00:00:00", OnlyGrows = true });

        Assert.Equal(new OptionLimits { AtLeast = "00:10:00", AtMost = "2.00:00:00", OnlyGrows = true }, LimitsOf(a.Intersect(b)));
        Assert.Equal(new OptionLimits { AtLeast = "00:09:00", AtMost = "10.00:00:00" }, LimitsOf(a.Union(b)));
        Assert.Equal("9007199254740993", LimitsOf(Limited(new() { AtMost = "9007199254740993" }).Union(Limited(new() { AtMost = "9007199254740992" })))?.AtMost);
        Assert.Null(LimitsOf(a.Union(Limited(null))));
        Assert.Equal(LimitsOf(a), LimitsOf(a.Intersect(Limited(null))));

        // Who has not the option at all narrows nothing of a choice.
        var without = new CapabilityManifest([new(SandboxOperation.CreateSandbox, Support.Native(), new Dictionary<string, Support>())], default);
        Assert.Equal(LimitsOf(a), LimitsOf(a.Union(without)));
        Assert.Null(LimitsOf(a.Intersect(without)));
    }

    [Fact]
    public void Descriptions_of_one_level_are_put_together_once_each_and_in_one_order()
    {
        var z = new CapabilityManifest([], Support.Emulated("z"));
        var a = new CapabilityManifest([], Support.Emulated("a"));

        Assert.Equal(Support.Emulated("a / z"), z.Intersect(a).OrphanCleanup);
        Assert.Equal(Support.Emulated("a / z"), z.Union(a).Union(z).OrphanCleanup);
        Assert.Equal(Support.Unsupported("no"), z.Intersect(new([], Support.Unsupported("no"))).OrphanCleanup);
        Assert.Equal(Support.Native(), z.Union(new([], Support.Native())).OrphanCleanup);
    }

    [Fact]
    public void With_changes_one_operation_and_what_is_unsupported_has_no_options()
    {
        var before = Limited(new OptionLimits { AtLeast = "1" });

        var emulated = before.With(SandboxOperation.CreateSandbox, Support.Emulated("slowly"));
        var without = before.With(SandboxOperation.CreateSandbox, Support.Unsupported("not here")).With(SandboxOperation.Pause, Support.Native());

        Assert.Equal(Support.Emulated("slowly"), emulated[SandboxOperation.CreateSandbox].Support);
        Assert.True(emulated.Supports(SandboxOperation.CreateSandbox, "Lifetime"));
        Assert.Equal(Support.Unsupported("not here"), without[SandboxOperation.CreateSandbox].Support);
        Assert.False(without.Supports(SandboxOperation.CreateSandbox, "Lifetime"));
        Assert.Empty(without[SandboxOperation.CreateSandbox].Limits);
        Assert.True(without.Supports(SandboxOperation.Pause));
        Assert.Equal(before.OrphanCleanup, without.OrphanCleanup);
        Assert.True(before.Supports(SandboxOperation.CreateSandbox, "Lifetime"));
    }

    [Fact]
    public void Null_is_refused()
    {
        var manifest = new CapabilityManifest([], default);

        Assert.Throws<ArgumentNullException>(() => manifest.Intersect(null!));
        Assert.Throws<ArgumentNullException>(() => manifest.Union(null!));
        Assert.Throws<ArgumentNullException>(() => manifest.With(null!));
    }

    private static CapabilityManifest Limited(OptionLimits? limits) => new(
        [
            new(SandboxOperation.CreateSandbox, Support.Native(), new Dictionary<string, Support> { ["Lifetime"] = Support.Native() })
            {
                Limits = limits is null ? new Dictionary<string, OptionLimits>() : new Dictionary<string, OptionLimits> { ["Lifetime"] = limits },
            },
        ],
        Support.Native());

    private static OptionLimits? LimitsOf(CapabilityManifest manifest) => manifest[SandboxOperation.CreateSandbox].Limits.GetValueOrDefault("Lifetime");

    private static IEnumerable<(CapabilityManifest A, CapabilityManifest B, CapabilityManifest C)> Manifests()
    {
        var random = new Random(20261128);
        for (var i = 0; i < Draws; i++)
        {
            yield return (Draw(random), Draw(random), Draw(random));
        }
    }

    private static CapabilityManifest Draw(Random random) =>
        new(Operations.Where(_ => random.Next(4) > 0).Select(operation => DrawEntry(random, operation)), DrawSupport(random));

    private static OperationCapability DrawEntry(Random random, SandboxOperation operation)
    {
        var support = DrawSupport(random);
        if (support.Level == SupportLevel.Unsupported)
        {
            return OperationCapability.Unsupported(operation, support.Description);
        }

        var options = Options.Where(_ => random.Next(3) > 0).ToDictionary(option => option, _ => DrawSupport(random));
        return new(operation, support, options)
        {
            Limits = options
                .Where(option => option.Value.Level != SupportLevel.Unsupported && random.Next(2) > 0)
                .ToDictionary(option => option.Key, option => DrawLimits(random, option.Key)),
        };
    }

    private static Support DrawSupport(Random random) =>
        new((SupportLevel)random.Next(3), random.Next(3) switch { 0 => null, 1 => "one way", _ => $"way {random.Next(3)}" });

    private static OptionLimits DrawLimits(Random random, string option) => option switch
    {
        "Name" => new() { Pattern = random.Next(3) switch { 0 => "[a-z]*", 1 => "a.*", _ => "[0-9a-c]+" } },
        "Resources.Cpus" => new() { AtLeast = random.Next(2) > 0 ? "0.5" : null, AtMost = random.Next(1, 12).ToString(System.Globalization.CultureInfo.InvariantCulture) },
        _ => new()
        {
            AtLeast = TimeSpan.FromMinutes(random.Next(12)).ToString(),
            AtMost = random.Next(2) > 0 ? TimeSpan.FromMinutes(random.Next(12, 40)).ToString() : null,
        },
    };

    private static IEnumerable<object> Values(string option) => option switch
    {
        "Name" => Names,
        "Resources.Cpus" => [0.25, 0.5, 1d, 2d, 5d, 20d],
        _ => Lifetimes.Cast<object>(),
    };

    /// <summary>Whether a value passes, by the words of <see cref="OptionLimits"/>.</summary>
    private static bool Accepts(CapabilityManifest manifest, SandboxOperation operation, string option, object value)
    {
        if (!manifest.Supports(operation) || !manifest.Supports(operation, option))
        {
            return false;
        }

        var limits = manifest[operation].Limits.GetValueOrDefault(option) ?? new OptionLimits();
        return value switch
        {
            string text => limits.Pattern is null || Regex.IsMatch(text, $@"\A(?:{limits.Pattern})\z"),
            double number => !(number < Number(limits.AtLeast)) && !(number > Number(limits.AtMost)),
            TimeSpan time => !(time < Time(limits.AtLeast)) && !(time > Time(limits.AtMost)),
            _ => throw new InvalidOperationException(),
        };
    }

    private static double? Number(string? text) => text is null ? null : double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static TimeSpan? Time(string? text) => text is null ? null : TimeSpan.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static SupportLevel Min(Support one, Support other) => one.Level < other.Level ? one.Level : other.Level;

    private static SupportLevel Max(Support one, Support other) => one.Level > other.Level ? one.Level : other.Level;

    private static void AssertSame(CapabilityManifest expected, CapabilityManifest actual)
    {
        AssertSameSupport(expected, actual);
        foreach (var operation in Enum.GetValues<SandboxOperation>())
        {
            Assert.Equal(expected[operation].Limits.OrderBy(limit => limit.Key), actual[operation].Limits.OrderBy(limit => limit.Key));
        }
    }

    private static void AssertSameSupport(CapabilityManifest expected, CapabilityManifest actual)
    {
        Assert.Equal(expected.OrphanCleanup, actual.OrphanCleanup);
        foreach (var operation in Enum.GetValues<SandboxOperation>())
        {
            Assert.Equal(expected[operation].Support, actual[operation].Support);
            foreach (var option in Options)
            {
                Assert.Equal(expected[operation][option], actual[operation][option]);
            }
        }
    }

    private static void AssertAccepts(CapabilityManifest expected, CapabilityManifest actual)
    {
        foreach (var operation in Operations)
        {
            foreach (var option in Options)
            {
                foreach (var value in Values(option))
                {
                    Assert.Equal(Accepts(expected, operation, option, value), Accepts(actual, operation, option, value));
                }
            }
        }
    }
}
