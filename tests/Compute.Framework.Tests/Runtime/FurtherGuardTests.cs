using Compute.Framework.Runtime;

namespace Compute.Framework.Tests.Runtime;

/// <summary>Honor or reject, for the operations that a provider may do without: a refusal comes before any call.</summary>
public sealed class FurtherGuardTests
{
    private static readonly Dictionary<string, string> Labels = new() { ["k"] = "v" };

    private readonly FurtherDriver _driver = new()
    {
        Further =
        [
            SandboxOperation.Pause, SandboxOperation.Resume, SandboxOperation.ExtendLifetime, SandboxOperation.GetEndpoint, SandboxOperation.OpenTerminal,
            SandboxOperation.ReadLogs, SandboxOperation.WatchFiles, SandboxOperation.CreateVolume, SandboxOperation.DeleteVolume, SandboxOperation.CreateNetwork,
            SandboxOperation.BuildTemplate,
        ],
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Refused => new()
    {
        { "terminal", "Arguments" }, { "terminal", "WorkingDirectory" }, { "terminal", "Environment" }, { "terminal", "User" },
        { "logs", "Follow" }, { "logs", "Tail" }, { "logs", "Since" },
        { "volume", "Name" }, { "volume", "Labels" }, { "volume", "SizeBytes" },
        { "network", "Name" }, { "network", "Labels" }, { "network", "IsInternal" },
        { "template", "RecipePath" }, { "template", "Arguments" }, { "template", "Labels" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Option_that_is_not_honored_is_refused(string group, string option)
    {
        _driver.Honored[SandboxOperation.BuildTemplate] = ["Name", "ContextDirectory"];

        var refused = await Assert.ThrowsAsync<UnsupportedOptionException>(() => CallAsync(group, option));

        Assert.Equal((option, "further"), (refused.Option, refused.ProviderName));
        Assert.Empty(_driver.Calls);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Option_that_is_honored_passes(string group, string option)
    {
        _driver.Honored[SandboxOperation.BuildTemplate] = ["Name", "ContextDirectory", option];
        foreach (var operation in (ReadOnlySpan<SandboxOperation>)[SandboxOperation.OpenTerminal, SandboxOperation.ReadLogs, SandboxOperation.CreateVolume, SandboxOperation.CreateNetwork])
        {
            _driver.Honored[operation] = [option];
        }

        await CallAsync(group, option);

        Assert.Equal([group], _driver.Calls);
    }

    [Fact]
    public async Task Option_that_this_machine_lacks_is_refused_with_the_reason()
    {
        _driver.Honored[SandboxOperation.OpenTerminal] = ["User"];
        _driver.Narrow = (_, option, declared) => option == "User" ? Support.Unsupported("no users here") : declared;

        var refused = await Assert.ThrowsAsync<UnsupportedOptionException>(() => CallAsync("terminal", "User"));

        Assert.Contains("no users here", refused.Message, StringComparison.Ordinal);
        Assert.Empty(_driver.Calls);
    }

    [Fact]
    public async Task Error_of_a_progress_is_the_callers()
    {
        await using var runtime = Runtime();
        var error = new IOException("mine");
        _driver.Honored[SandboxOperation.BuildTemplate] = ["Name", "ContextDirectory"];
        var options = new BuildTemplateOptions { Name = "t", ContextDirectory = AppContext.BaseDirectory };

        Assert.Same(error, await Assert.ThrowsAsync<IOException>(() => runtime.BuildTemplateAsync(options, new Failing(error), Cancellation)));
    }

    [Fact]
    public async Task Values_out_of_range_are_refused()
    {
        await using var runtime = Runtime();
        await using var sandbox = await runtime.CreateAsync<FurtherDriver.Sandbox>(null, Cancellation);
        var core = sandbox.Core;
        var template = new BuildTemplateOptions { Name = "t", ContextDirectory = AppContext.BaseDirectory };

        foreach (var call in (Func<Task>[])
        [
            () => core.ExtendLifetimeAsync(TimeSpan.Zero, Cancellation),
            () => core.GetEndpointAsync(0, Cancellation),
            () => core.GetEndpointAsync(65536, Cancellation),
            () => core.OpenTerminalAsync(new TerminalOptions { Columns = 0 }, Cancellation),
            () => core.OpenTerminalAsync(new TerminalOptions { Rows = 65536 }, Cancellation),
            () => core.OpenTerminalAsync(new TerminalOptions { Arguments = ["sh", "a\0b"] }, Cancellation),
            () => core.OpenTerminalAsync(new TerminalOptions { Arguments = [""] }, Cancellation),
            () => core.OpenTerminalAsync(new TerminalOptions { WorkingDirectory = "" }, Cancellation),
            () => core.OpenTerminalAsync(new TerminalOptions { Environment = new Dictionary<string, string> { ["a=b"] = "c" } }, Cancellation),
            () => core.GetTerminalAsync("", Cancellation),
            () => core.AttachProcessAsync("", Cancellation),
            async () => await core.ReadLogsAsync(new LogOptions { Tail = -1 }, Cancellation).ToListAsync(Cancellation),
            async () => await core.WatchAsync("a\0b", Cancellation).ToListAsync(Cancellation),
            () => runtime.CreateVolumeAsync(new CreateVolumeOptions { SizeBytes = 0 }, Cancellation),
            () => runtime.CreateVolumeAsync(new CreateVolumeOptions { Name = "" }, Cancellation),
            () => runtime.CreateVolumeAsync(new CreateVolumeOptions { Labels = new Dictionary<string, string> { ["compute.owner"] = "me" } }, Cancellation),
            () => runtime.DeleteVolumeAsync("", Cancellation),
            () => runtime.BuildTemplateAsync(template with { Name = "" }, null, Cancellation),
            () => runtime.BuildTemplateAsync(template with { ContextDirectory = Path.Combine(AppContext.BaseDirectory, "no such directory") }, null, Cancellation),
            () => runtime.BuildTemplateAsync(template with { RecipePath = Path.Combine(AppContext.BaseDirectory, "Dockerfile") }, null, Cancellation),
            () => runtime.BuildTemplateAsync(template with { RecipePath = "../Dockerfile" }, null, Cancellation),
        ])
        {
            await Assert.ThrowsAnyAsync<ArgumentException>(call);
        }

        Assert.Empty(_driver.Calls);
    }

    [Fact]
    public async Task Capability_that_this_machine_lacks_is_narrowed_and_refused()
    {
        _driver.Narrow = (operation, _, declared) => operation == SandboxOperation.Resume ? Support.Unsupported("no freezer here") : declared;
        await using var runtime = Runtime();
        await using var sandbox = await runtime.CreateAsync<FurtherDriver.Sandbox>(null, Cancellation);

        Assert.False(sandbox.TryGet<IPausable>(out _));
        Assert.True(sandbox.TryGet<IProcessTable>(out _));
        Assert.False(sandbox.TryGet<IMetricsSource>(out _));
        var refused = await Assert.ThrowsAsync<UnsupportedCapabilityException>(() => sandbox.ResumeAsync(Cancellation));
        Assert.Equal(("Resume", "further", sandbox.Id), (refused.Capability, refused.ProviderName, refused.SandboxId));
        Assert.Contains("no freezer here", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sandbox_that_is_gone_is_told_before_any_call()
    {
        await using var runtime = Runtime();
        var sandbox = await runtime.CreateAsync<FurtherDriver.Sandbox>(null, Cancellation);
        await sandbox.DestroyAsync(Cancellation);

        await Assert.ThrowsAsync<SandboxNotFoundException>(() => sandbox.PauseAsync(Cancellation));
        await Assert.ThrowsAsync<SandboxNotFoundException>(async () => await sandbox.Core.ReadLogsAsync(null, Cancellation).ToListAsync(Cancellation));
        Assert.Empty(_driver.Calls);
    }

    [Fact]
    public async Task Errors_of_stores_name_provider_and_operation()
    {
        await using var runtime = Runtime();

        _driver.StoreError = new ResourceNotFoundException("volume", "v1");
        await runtime.DeleteVolumeAsync("v1", Cancellation);
        var missing = await Assert.ThrowsAsync<ResourceNotFoundException>(() => runtime.CreateVolumeAsync(null, Cancellation));
        Assert.Equal(("volume", "v1", "further", "CreateVolume"), (missing.Kind, missing.ResourceId, missing.ProviderName, missing.Operation));

        _driver.StoreError = new HttpRequestException("refused");
        var lost = await Assert.ThrowsAsync<SandboxUnavailableException>(() => runtime.DeleteVolumeAsync("v1", Cancellation));
        Assert.Equal("DeleteVolume", lost.Operation);

        _driver.StoreError = new InvalidOperationException("bug");
        await Assert.ThrowsAsync<ProviderFaultException>(() => runtime.DeleteVolumeAsync("v1", Cancellation));
    }

    private ProviderRuntime<FurtherDriver.Handle> Runtime() => new(_driver, ProviderServices.Default);

    private async Task CallAsync(string group, string option)
    {
        await using var runtime = Runtime();
        await using var sandbox = await runtime.CreateAsync<FurtherDriver.Sandbox>(null, Cancellation);
        switch (group)
        {
            case "terminal":
                var terminal = new TerminalOptions();
                await using (await sandbox.Core.OpenTerminalAsync(
                    option switch
                    {
                        "Arguments" => terminal with { Arguments = ["sh"] },
                        "WorkingDirectory" => terminal with { WorkingDirectory = "/w" },
                        "Environment" => terminal with { Environment = Labels },
                        _ => terminal with { User = "u" },
                    },
                    Cancellation))
                {
                }

                break;
            case "logs":
                var logs = option switch
                {
                    "Follow" => new LogOptions { Follow = true },
                    "Tail" => new LogOptions { Tail = 0 },
                    _ => new LogOptions { Since = DateTimeOffset.UnixEpoch },
                };
                Assert.Equal(2, (await sandbox.Core.ReadLogsAsync(logs, Cancellation).ToListAsync(Cancellation)).Count);
                break;
            case "volume":
                await runtime.CreateVolumeAsync(
                    option switch
                    {
                        "Name" => new CreateVolumeOptions { Name = "n" },
                        "Labels" => new CreateVolumeOptions { Labels = Labels },
                        _ => new CreateVolumeOptions { SizeBytes = 1 },
                    },
                    Cancellation);
                break;
            case "network":
                await runtime.CreateNetworkAsync(
                    option switch
                    {
                        "Name" => new CreateNetworkOptions { Name = "n" },
                        "Labels" => new CreateNetworkOptions { Labels = Labels },
                        _ => new CreateNetworkOptions { IsInternal = true },
                    },
                    Cancellation);
                break;
            default:
                var template = new BuildTemplateOptions { Name = "t", ContextDirectory = AppContext.BaseDirectory };
                await runtime.BuildTemplateAsync(
                    option switch
                    {
                        "RecipePath" => template with { RecipePath = "Dockerfile" },
                        "Arguments" => template with { Arguments = Labels },
                        _ => template with { Labels = Labels },
                    },
                    null,
                    Cancellation);
                break;
        }
    }

    private sealed class Failing(Exception error) : IProgress<TemplateProgress>
    {
        public void Report(TemplateProgress value) => throw error;
    }
}
