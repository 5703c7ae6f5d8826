using Compute.Framework.Testing.Tests.Mutants;

namespace Compute.Framework.Testing.Tests;

/// <summary>The fixture skips with a reason, counts, and misses what is left behind.</summary>
public sealed class FixtureTests
{
    private static readonly Func<ComplianceContext, Task> Passing = async context => await context.CreateSandboxAsync();

    [Fact]
    public async Task A_provider_without_its_settings_is_skipped_with_the_reason()
    {
        await using var fixture = new ScriptedFixture { Provider = () => throw new ProviderConfigurationException("Set KEY.") };
        var outcome = await fixture.RunAsync("lifecycle/any", Passing);
        Assert.Equal(CaseStatus.Skipped, outcome.Status);
        Assert.Contains("Set KEY.", outcome.Reason, StringComparison.Ordinal);
        Assert.Equal(1, fixture.Report.Count(CaseStatus.Skipped));
    }

    [Fact]
    public async Task A_provider_that_is_unavailable_is_skipped_with_reason_and_remedy()
    {
        await using var fixture = new ScriptedFixture
        {
            Mutation = new() { Availability = _ => ProviderAvailability.Unavailable("No engine.", "Start it.") },
        };
        var outcome = await fixture.RunAsync("lifecycle/any", Passing);
        Assert.Equal(new CaseOutcome(CaseStatus.Skipped, "No engine. Start it."), outcome);
    }

    [Theory]
    [InlineData("commands/one", "the whole group")]
    [InlineData("files/one", "this case")]
    public async Task Settings_make_a_group_or_a_case_not_applicable(string caseId, string reason)
    {
        await using var fixture = new ScriptedFixture
        {
            CaseSettings = new() { NotApplicable = new Dictionary<string, string> { ["commands/"] = "the whole group", ["files/one"] = "this case" } },
        };
        Assert.Equal(new CaseOutcome(CaseStatus.NotApplicable, reason), await fixture.RunAsync(caseId, _ => throw new InvalidOperationException("It ran.")));
    }

    [Fact]
    public async Task What_this_machine_cannot_show_is_told_apart_from_what_does_not_apply()
    {
        await using var fixture = new ScriptedFixture
        {
            CaseSettings = new() { NotHere = new Dictionary<string, string> { ["x/gpus"] = "There is no GPU." } },
        };
        var outcome = await fixture.RunAsync("x/gpus", _ => throw new InvalidOperationException("It ran."));
        Assert.Equal(CaseStatus.NotHere, outcome.Status);
        Assert.Equal("NotHere: There is no GPU.", outcome.SkipReason);
    }

    [Theory]
    [InlineData(CaseStatus.Passed, null)]
    [InlineData(CaseStatus.Failed, null)]
    [InlineData(CaseStatus.NotApplicable, "NotApplicable: why")]
    [InlineData(CaseStatus.NotHere, "NotHere: why")]
    [InlineData(CaseStatus.Skipped, "Missing: why")]
    public void The_reason_of_a_skip_begins_with_its_kind(CaseStatus status, string? reason) =>
        Assert.Equal(reason, new CaseOutcome(status, "why").SkipReason);

    [Fact]
    public async Task A_provider_that_must_be_available_and_is_not_fails_each_case_with_the_reason()
    {
        await using var fixture = new ScriptedFixture
        {
            Provider = () => throw new ProviderConfigurationException("Set KEY."),
            CaseSettings = new() { MustBeAvailable = true },
        };
        var failure = await Assert.ThrowsAsync<ComplianceFailedException>(() => fixture.RunAsync("x/any", Passing));
        Assert.Equal("Set KEY.", failure.Actual);
        Assert.Equal(1, fixture.Report.Count(CaseStatus.Failed));
    }

    [Fact]
    public async Task No_more_cases_run_at_once_than_the_settings_say_and_none_shares_a_sandbox_with_another()
    {
        await using var fixture = new ScriptedFixture { CaseSettings = new() { MaxParallelCases = 2 } };
        var (running, most) = (0, 0);
        var both = new TaskCompletionSource();
        var inUse = new System.Collections.Concurrent.ConcurrentDictionary<string, byte>();
        var all = new System.Collections.Concurrent.ConcurrentDictionary<string, byte>();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(number => fixture.RunAsync($"x/{number}", async context =>
        {
            var now = Interlocked.Increment(ref running);
            InterlockedMax(ref most, now);
            var sandbox = await context.SharedSandboxAsync();
            Assert.True(inUse.TryAdd(sandbox.Id, 0));
            all.TryAdd(sandbox.Id, 0);
            if (now == 2)
            {
                both.TrySetResult();
            }

            await both.Task.WaitAsync(context.CancellationToken);
            inUse.TryRemove(sandbox.Id, out _);
            Interlocked.Decrement(ref running);
        })));
        Assert.Equal(2, most);
        Assert.InRange(all.Count, 1, 2);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ComplianceSettings { MaxParallelCases = 0 });

        static void InterlockedMax(ref int target, int value)
        {
            for (var seen = Volatile.Read(ref target); value > seen; seen = Volatile.Read(ref target))
            {
                Interlocked.CompareExchange(ref target, value, seen);
            }
        }
    }

    [Fact]
    public async Task A_case_that_takes_too_long_fails()
    {
        await using var fixture = new ScriptedFixture { CaseSettings = new() { CaseTimeout = TimeSpan.FromMilliseconds(200) } };
        var failure = await Assert.ThrowsAsync<ComplianceFailedException>(() => fixture.RunAsync("x/slow", context => Task.Delay(Timeout.Infinite, context.CancellationToken)));
        Assert.Contains("cancelled", failure.Actual, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unexpected_exception_fails_with_its_cause()
    {
        await using var fixture = new ScriptedFixture();
        var failure = await Assert.ThrowsAsync<ComplianceFailedException>(() => fixture.RunAsync("x/broken", _ => throw new InvalidOperationException("broken")));
        Assert.IsType<InvalidOperationException>(failure.InnerException);
        Assert.Equal(1, fixture.Report.Count(CaseStatus.Failed));
    }

    [Fact]
    public async Task The_sandboxes_of_a_case_are_gone_after_it_and_carry_the_run()
    {
        await using var fixture = new ScriptedFixture();
        var id = "";
        await fixture.RunAsync("x/creates", async context =>
        {
            var sandbox = await context.CreateSandboxAsync();
            id = sandbox.Id;
            Assert.Equal(context.RunId, (await sandbox.GetInfoAsync(context.CancellationToken)).Labels["compliance-run"]);
        });
        await fixture.RunAsync("x/looks", async context => Assert.Null(await context.Provider.GetAsync(id, context.CancellationToken)));
    }

    [Fact]
    public async Task A_failed_case_costs_the_shared_sandbox()
    {
        await using var fixture = new ScriptedFixture();
        var ids = new List<string>();
        async Task Use(ComplianceContext context) => ids.Add((await context.SharedSandboxAsync()).Id);
        await fixture.RunAsync("x/first", Use);
        await fixture.RunAsync("x/second", Use);
        await Assert.ThrowsAsync<ComplianceFailedException>(() => fixture.RunAsync("x/third", async context =>
        {
            await Use(context);
            throw new InvalidOperationException("broken");
        }));
        await fixture.RunAsync("x/fourth", Use);
        Assert.Equal(ids[0], ids[2]);
        Assert.NotEqual(ids[2], ids[3]);
    }

    [Fact]
    public async Task What_is_left_at_the_provider_fails_the_end_and_is_removed()
    {
        var destroys = false;
        var removed = new List<string>();
        var fixture = new ScriptedFixture { Mutation = new() { Destroy = DestroyAsync, DisposeSandbox = (_, _) => Task.CompletedTask } };
        await fixture.RunAsync("x/creates", Passing);
        destroys = true;
        var failure = await Assert.ThrowsAsync<ComplianceFailedException>(() => fixture.DisposeAsync().AsTask());
        Assert.Contains("1 sandboxes were left", failure.Actual, StringComparison.Ordinal);
        Assert.Single(removed);

        Task DestroyAsync(Func<Task> destroy, string id)
        {
            if (!destroys)
            {
                return Task.CompletedTask;
            }

            removed.Add(id);
            return destroy();
        }
    }

    [Fact]
    public async Task The_report_counts_and_names_what_is_unproven()
    {
        await using var fixture = new ScriptedFixture();
        await fixture.RunAsync("lifecycle/any", Passing);
        await fixture.RunAsync("options/create-labels", CreateOptionCases.Labels);
        var report = fixture.Report;
        Assert.Equal(2, report.Count(CaseStatus.Passed));
        Assert.DoesNotContain(new OptionCell(SandboxOperation.CreateSandbox, "Labels"), report.Unproven);
        Assert.Contains(new OptionCell(SandboxOperation.CreateSandbox, "Lifetime"), report.Unproven);
        var text = report.Write(["left"]);
        Assert.Contains("passed 2, failed 0", text, StringComparison.Ordinal);
        Assert.Contains("sandboxes left behind: 1", text, StringComparison.Ordinal);
        Assert.Contains("CreateSandbox.Lifetime", text, StringComparison.Ordinal);
    }

    private sealed class ScriptedFixture : ComplianceFixture
    {
        public Mutation Mutation { get; init; } = new();

        public Func<ISandboxProvider>? Provider { get; init; }

        public ComplianceSettings CaseSettings { get; init; } = new();

        public override ComplianceSettings Settings => CaseSettings;

        protected override string? ReportDirectory => null;

        protected override ValueTask<ISandboxProvider> CreateProviderAsync() =>
            new(Provider?.Invoke() ?? new MutantProvider(InMemoryProvider.Create(new CommandScript()), Mutation));
    }
}
