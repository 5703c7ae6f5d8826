using Compute.Framework.Authoring;
using Compute.Framework.Runtime;
using Microsoft.Extensions.DependencyInjection;

namespace Compute.Framework.Tests.Runtime;

/// <summary>Numbers are honored or refused before anything starts.</summary>
public sealed class RangeTests
{
    private readonly RecordingDriver _driver = new();
    private readonly ScriptedChannel _channel = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<TimeSpan> Long => new(TimeSpan.FromDays(24.9), TimeSpan.FromDays(50), TimeSpan.FromDays(40_000), TimeSpan.MaxValue);

    public static TheoryData<TimeSpan> NotPositive => new(TimeSpan.Zero, TimeSpan.FromMilliseconds(-2), TimeSpan.FromTicks(-1), TimeSpan.MinValue);

    [Theory]
    [MemberData(nameof(Long))]
    public async Task Long_time_out_is_honored(TimeSpan timeout)
    {
        await using var sandbox = await SandboxAsync();
        await using var process = await sandbox.StartAsync(Command.Create("x") with { Timeout = timeout }, Cancellation);
        _channel.Send(ProcessFrame.Exited(3));

        Assert.Equal(3, (await process.WaitAsync(Cancellation)).ExitCode);
    }

    [Fact]
    public async Task Long_time_out_comes_about_when_it_is_over()
    {
        var time = new SteppedTime();
        await using var sandbox = await SandboxAsync(time);
        await using var process = await sandbox.StartAsync(Command.Create("x") with { Timeout = TimeSpan.FromDays(50) }, Cancellation);

        Assert.Equal(TimeSpan.FromDays(20), await time.FireAsync(Cancellation));
        Assert.Equal(TimeSpan.FromDays(20), await time.FireAsync(Cancellation));
        Assert.Equal(0, _channel.Kills);
        Assert.Equal(TimeSpan.FromDays(10), await time.FireAsync(Cancellation));

        Assert.Equal(ExecutionOutcome.TimedOut, (await process.WaitAsync(Cancellation)).Outcome);
    }

    [Theory]
    [MemberData(nameof(NotPositive))]
    public async Task Time_out_that_is_not_positive_is_refused(TimeSpan timeout)
    {
        await using var sandbox = await SandboxAsync();
        var command = Command.Create("x") with { Timeout = timeout };

        Assert.Equal("Timeout", (await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => sandbox.RunAsync(command, Cancellation))).ParamName);
        Assert.Equal("Timeout", (await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => sandbox.StartAsync(command, Cancellation))).ParamName);
        Assert.Equal(["create"], _driver.Calls);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    public async Task Negative_output_limit_is_refused(long limit)
    {
        await using var sandbox = await SandboxAsync();

        var refused = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => sandbox.RunAsync(Command.Create("x") with { MaxOutputBytes = limit }, Cancellation));

        Assert.Equal("MaxOutputBytes", refused.ParamName);
        Assert.Equal(["create"], _driver.Calls);
    }

    [Theory]
    [InlineData(0, "", true)]
    [InlineData(2, "ab", true)]
    [InlineData(long.MaxValue, "abc", false)]
    public async Task Any_other_output_limit_is_honored(long limit, string kept, bool isTruncated)
    {
        await using var sandbox = await SandboxAsync();
        _driver.Run = (_, _) => Task.FromResult(ExecutionResult.Exited(0, "abc"));
        await using var process = await sandbox.StartAsync(Command.Create("x") with { MaxOutputBytes = limit }, Cancellation);
        _channel.SendText("abc");
        _channel.Send(ProcessFrame.Exited(0));

        foreach (var result in (ExecutionResult[])[await sandbox.RunAsync(Command.Create("x") with { MaxOutputBytes = limit }, Cancellation), await process.WaitAsync(Cancellation)])
        {
            Assert.Equal((kept, isTruncated), (result.StandardOutputText, result.IsOutputTruncated));
        }
    }

    [Theory]
    [MemberData(nameof(NotPositive))]
    [InlineData("24855.00:00:00.0000001")]
    [InlineData("10675199.02:48:05.4775807")]
    public async Task Lifetime_out_of_range_is_refused(object lifetime)
    {
        var value = lifetime as TimeSpan? ?? TimeSpan.Parse((string)lifetime, System.Globalization.CultureInfo.InvariantCulture);
        await using var runtime = Runtime(TimeProvider.System);

        var refused = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => runtime.CreateAsync<ISandbox>(new CreateSandboxOptions { Lifetime = value }, Cancellation));

        Assert.Equal("Lifetime", refused.ParamName);
        Assert.Empty(_driver.Calls);
    }

    [Fact]
    public async Task Resources_out_of_range_are_refused()
    {
        await using var runtime = Runtime(TimeProvider.System);
        foreach (var (parameter, options) in (ReadOnlySpan<(string, CreateSandboxOptions)>)
        [
            ("Resources.Cpus", new() { Resources = new() { Cpus = 0 } }),
            ("Resources.Cpus", new() { Resources = new() { Cpus = double.NaN } }),
            ("Resources.Cpus", new() { Resources = new() { Cpus = double.PositiveInfinity } }),
            ("Resources.MemoryBytes", new() { Resources = new() { MemoryBytes = -1 } }),
            ("Resources.DiskBytes", new() { Resources = new() { DiskBytes = long.MinValue } }),
            ("Resources.MaxProcesses", new() { Resources = new() { MaxProcesses = 0 } }),
            ("Resources.Gpus", new() { Resources = new() { Gpus = -1 } }),
            ("Ports", new() { Ports = [80, 0] }),
            ("Ports", new() { Ports = [65536] }),
            ("Ports", new() { Ports = [-1] }),
        ])
        {
            var call = runtime.CreateAsync<ISandbox>(options, Cancellation);
            Assert.Equal(parameter, Assert.Throws<ArgumentOutOfRangeException>(() => call.GetAwaiter().GetResult()).ParamName);
        }

        Assert.Empty(_driver.Calls);
    }

    [Fact]
    public void Defaults_out_of_range_are_refused_where_they_are_set()
    {
        foreach (var (parameter, defaults) in (ReadOnlySpan<(string, ComputeDefaults)>)
        [
            ("CommandTimeout", new() { CommandTimeout = TimeSpan.Zero }),
            ("SandboxLifetime", new() { SandboxLifetime = Timeout.InfiniteTimeSpan }),
            ("SandboxLifetime", new() { SandboxLifetime = TimeSpan.MaxValue }),
        ])
        {
            Assert.Equal(parameter, Assert.Throws<ArgumentOutOfRangeException>(() => new ServiceCollection().AddCompute(_ => defaults)).ParamName);
            Assert.Equal(parameter, Assert.Throws<ArgumentOutOfRangeException>(() => new ProviderServices { Defaults = defaults }).ParamName);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65)]
    public async Task Signal_that_there_is_not_is_a_fault_of_the_provider(int signal)
    {
        await using var sandbox = await SandboxAsync();
        await using var process = await sandbox.StartAsync(Command.Create("x"), Cancellation);
        _channel.Send(ProcessFrame.Signaled(signal));

        await Assert.ThrowsAsync<ProviderFaultException>(() => process.WaitAsync(Cancellation));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => process.SignalAsync(default, Cancellation));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Signal(signal));
    }

    [Fact]
    public async Task Missing_collections_are_empty_ones()
    {
        await using var sandbox = await SandboxAsync(options: new CreateSandboxOptions
        {
            Labels = null!, Environment = null!, Resources = null!, Ports = null!, Mounts = null!, ProviderOptions = null!,
            Security = null,
        });

        Assert.Equal(0, (await sandbox.RunAsync(Command.Create("x") with { Environment = null! }, Cancellation)).ExitCode);
        await Assert.ThrowsAsync<ArgumentException>(() => sandbox.RunAsync(new Command { Arguments = null! }, Cancellation));
        Assert.Empty(new SandboxFilter { Labels = null! }.Labels);
        Assert.Empty(new SecurityProfile { DropCapabilities = null!, AddCapabilities = null! }.DropCapabilities);
    }

    private ProviderRuntime<RecordingDriver.Handle> Runtime(TimeProvider time) => new(_driver, new ProviderServices { TimeProvider = time });

    private async Task<ISandbox> SandboxAsync(TimeProvider? time = null, CreateSandboxOptions? options = null)
    {
        _driver.Start = _ => _channel;
        return await Runtime(time ?? TimeProvider.System).CreateAsync<ISandbox>(options, Cancellation);
    }
}
