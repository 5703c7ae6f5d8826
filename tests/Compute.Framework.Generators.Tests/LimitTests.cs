using TestProviders.Limited;

namespace Compute.Framework.Generators.Tests;

/// <summary>Limits that an author declared: in the manifest, and refused before anything leaves the process.</summary>
public sealed class LimitTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, CreateSandboxOptions, string> Outside => new()
    {
        { "Lifetime", new() { Lifetime = TimeSpan.FromSeconds(59) }, "00:00:59 is less than 00:01:00" },
        { "Lifetime", new() { Lifetime = TimeSpan.FromDays(1) + TimeSpan.FromTicks(1) }, "is more than 1.00:00:00" },
        { "Name", new() { Name = "Mine" }, "'Mine' does not match '[a-z][a-z0-9-]{0,15}'" },
        { "Name", new() { Name = "mine\n" }, "does not match" },
        { "Name", new() { Name = new string('a', 17) }, "does not match" },
        { "Labels", new() { Labels = Pair("UPPER", "x") }, "the key 'UPPER' does not match" },
        { "Labels", new() { Labels = Pair("key", "secret value") }, "the value of 'key' does not match" },
        { "Ports", new() { Ports = [8080, 80] }, "80 is less than 1024" },
        { "Resources.Cpus", new() { Resources = new() { Cpus = 0.1 } }, "0.1 is less than 0.25" },
        { "Resources.MemoryBytes", new() { Resources = new() { MemoryBytes = (8L << 30) + 1 } }, "8589934593 is more than 8589934592" },
    };

    [Theory]
    [MemberData(nameof(Outside))]
    public async Task A_value_outside_is_refused_before_the_method_is_called(string option, CreateSandboxOptions options, string reason)
    {
        await using var provider = LimitedProvider.Create();
        var refused = await Assert.ThrowsAsync<UnsupportedOptionException>(() => provider.CreateAsync(options, Cancellation));
        Assert.Equal((option, "limited", "CreateSandbox"), (refused.Option, refused.ProviderName, refused.Operation));
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        Assert.StartsWith("Use a ", refused.Remediation, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refused.ToString(), StringComparison.Ordinal);
        Assert.Empty(Limited(provider).Calls);
    }

    [Fact]
    public async Task What_lies_on_the_limits_is_taken()
    {
        await using var provider = LimitedProvider.Create();
        await using var first = await provider.CreateAsync(
            new CreateSandboxOptions
            {
                Lifetime = TimeSpan.FromMinutes(1),
                Name = "a" + new string('0', 15),
                Labels = Pair("team.a-b", "X_1"),
                Ports = [1024],
                Resources = new() { Cpus = 8, MemoryBytes = 8L << 30 },
            },
            Cancellation);
        await using var second = await provider.CreateAsync(new CreateSandboxOptions { Lifetime = TimeSpan.FromDays(1) }, Cancellation);
        Assert.Equal(["create 00:01:00 a000000000000000 1 1 8 8589934592", "create 1.00:00:00  0 0  "], Limited(provider).Calls);
    }

    [Fact]
    public async Task Limits_of_commands_and_of_parameters_hold_too()
    {
        await using var provider = LimitedProvider.Create();
        await using var sandbox = await provider.CreateAsync(cancellationToken: Cancellation);
        Limited(provider).Calls.Clear();
        var command = Command.Create("true");
        await RefusedAsync("Timeout", () => sandbox.RunAsync(command with { Timeout = TimeSpan.FromMinutes(11) }, Cancellation));
        await RefusedAsync("User", () => sandbox.RunAsync(command with { User = "0" }, Cancellation));
        await RefusedAsync("Port", () => sandbox.GetEndpointAsync(80, Cancellation));
        await RefusedAsync("Lifetime", () => sandbox.ExtendLifetimeAsync(TimeSpan.FromDays(2), Cancellation));
        Assert.Empty(Limited(provider).Calls);

        await sandbox.RunAsync(command with { Timeout = TimeSpan.FromMinutes(10), User = "root" }, Cancellation);
        Assert.Equal(["run b1 true 00:10:00 root"], Limited(provider).Calls);
        Assert.Equal("http://b1.example/8080/", (await sandbox.GetEndpointAsync(8080, Cancellation)).Url.ToString());
    }

    [Fact]
    public async Task A_lifetime_that_can_only_grow_is_not_shortened()
    {
        await using var provider = LimitedProvider.Create();
        await using var sandbox = await provider.CreateAsync(cancellationToken: Cancellation);
        Limited(provider).End = DateTimeOffset.UtcNow + TimeSpan.FromHours(2);
        Limited(provider).Calls.Clear();
        var refused = await RefusedAsync("Lifetime", () => sandbox.ExtendLifetimeAsync(TimeSpan.FromHours(1), Cancellation));
        Assert.Contains("cannot shorten", refused.Message, StringComparison.Ordinal);
        Assert.Empty(Limited(provider).Calls);
        await sandbox.ExtendLifetimeAsync(TimeSpan.FromHours(3), Cancellation);
        Assert.Equal(["extend b1 03:00:00"], Limited(provider).Calls);
    }

    [Fact]
    public async Task The_manifest_has_them()
    {
        await using var provider = LimitedProvider.Create();
        var limits = provider.Info.Capabilities[SandboxOperation.CreateSandbox].Limits;
        Assert.Equal(new OptionLimits { AtLeast = "00:01:00", AtMost = "1.00:00:00" }, limits["Lifetime"]);
        Assert.Equal(new OptionLimits { Pattern = "[a-z.-]{1,20}", ValuePattern = "[A-Za-z0-9._-]{0,63}" }, limits["Labels"]);
        Assert.Equal(new OptionLimits { AtLeast = "0.25", AtMost = "8" }, limits["Resources.Cpus"]);
        var extend = provider.Info.Capabilities[SandboxOperation.ExtendLifetime].Limits["Lifetime"];
        Assert.Equal(new OptionLimits { AtMost = "1.00:00:00", OnlyGrows = true }, extend);
        Assert.Equal("at most 1.00:00:00, never less than before", extend.ToString());
        Assert.Empty(provider.Info.Capabilities[SandboxOperation.DestroySandbox].Limits);
    }

    private static async Task<UnsupportedOptionException> RefusedAsync(string option, Func<Task> call)
    {
        var refused = await Assert.ThrowsAsync<UnsupportedOptionException>(call);
        Assert.Equal(option, refused.Option);
        return refused;
    }

    private static LimitedProvider Limited(ISandboxProvider provider) => (LimitedProvider)provider;

    private static Dictionary<string, string> Pair(string key, string value) => new() { [key] = value };
}
