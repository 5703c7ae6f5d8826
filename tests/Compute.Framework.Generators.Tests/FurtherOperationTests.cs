using Compute.Framework.Runtime;
using TestProviders.Further;

namespace Compute.Framework.Generators.Tests;

/// <summary>The operations that a provider may do without, as the generator bound them in this project, at work.</summary>
public sealed class FurtherOperationTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task State_of_a_sandbox_is_changed_by_its_handle()
    {
        await using var provider = FurtherOperationsProvider.Create();
        await using var sandbox = await provider.CreateAsync(new CreateSandboxOptions { Name = "mine" }, Cancellation);

        await sandbox.PauseAsync(Cancellation);
        await sandbox.ResumeAsync(Cancellation);
        await sandbox.StopAsync(Cancellation);
        await sandbox.RestartAsync(Cancellation);
        await sandbox.ExtendLifetimeAsync(TimeSpan.FromMinutes(1), Cancellation);

        Assert.Equal(["pause b1", "resume b1", "stop b1", "restart b1", "extend 00:01:00"], ((FurtherOperationsProvider)provider).Calls);
        Assert.Equal("mine", (await sandbox.GetInfoAsync(Cancellation)).Name);
    }

    [Fact]
    public async Task What_is_seen_from_outside_is_what_the_methods_give()
    {
        await using var provider = FurtherOperationsProvider.Create();
        await using var sandbox = await provider.CreateAsync(cancellationToken: Cancellation);

        Assert.Equal(8080, (await sandbox.GetEndpointAsync(80, Cancellation)).Port);
        var missing = await Assert.ThrowsAsync<EndpointNotFoundException>(() => sandbox.GetEndpointAsync(81, Cancellation));
        Assert.Equal((81, "further", "b1", "GetEndpoint"), (missing.Port, missing.ProviderName, missing.SandboxId, missing.Operation));
        Assert.Equal(3, (await sandbox.GetMetricsAsync(Cancellation)).ProcessCount);
        Assert.Equal("b1", (await sandbox.CheckHealthAsync(Cancellation)).Description);
        var logs = await sandbox.ReadLogsAsync(new LogOptions { Follow = true, Tail = 3, Since = DateTimeOffset.UnixEpoch }, Cancellation).ToListAsync(Cancellation);
        Assert.Equal("True 3 1970-01-01T00:00:00.0000000+00:00", Assert.Single(logs).Text);
        Assert.Equal(FileChangeKind.Ready, (await sandbox.WatchAsync("/work", Cancellation).FirstAsync(Cancellation)).Kind);
    }

    [Fact]
    public async Task Terminal_gets_its_options_and_is_found_again()
    {
        await using var provider = FurtherOperationsProvider.Create();
        await using var sandbox = await provider.CreateAsync(cancellationToken: Cancellation);
        var options = new TerminalOptions
        {
            Arguments = ["sh", "-l"],
            WorkingDirectory = "/w",
            Environment = new Dictionary<string, string> { ["A"] = "b" },
            User = "u",
            Columns = 100,
            Rows = 30,
        };

        await using var terminal = await sandbox.OpenTerminalAsync(options, Cancellation);
        await using var found = await sandbox.GetTerminalAsync("7", Cancellation);

        Assert.NotNull(found);
        Assert.Equal(100, Assert.Single(await sandbox.ListTerminalsAsync(Cancellation).ToListAsync(Cancellation)).Columns);
        await found.KillAsync(Cancellation);
        var result = await terminal.WaitAsync(Cancellation);
        Assert.Equal("(sh -l, /w, 1, u, 100, 30)", result.StandardOutputText);
        Assert.Empty(result.StandardErrorText);
    }

    [Fact]
    public async Task Processes_are_listed_and_attached_by_the_methods()
    {
        await using var provider = FurtherOperationsProvider.Create();
        await using var sandbox = await provider.CreateAsync(cancellationToken: Cancellation);

        Assert.Equal("7", Assert.Single(await sandbox.ListProcessesAsync(Cancellation).ToListAsync(Cancellation)).Id);
        Assert.Null(await sandbox.AttachProcessAsync("8", Cancellation));
        await using var process = await sandbox.AttachProcessAsync("7", Cancellation);
        await process!.KillAsync(Cancellation);
        Assert.Equal(ExecutionOutcome.Killed, (await process.WaitAsync(Cancellation)).Outcome);
    }

    [Fact]
    public async Task Stores_are_interfaces_of_the_provider()
    {
        await using var provider = FurtherOperationsProvider.Create();
        var volumes = Assert.IsType<IVolumeStore>(provider, exactMatch: false);
        var networks = Assert.IsType<INetworkStore>(provider, exactMatch: false);
        var templates = Assert.IsType<ITemplateStore>(provider, exactMatch: false);
        var labels = new Dictionary<string, string> { ["k"] = "v" };

        var volume = await volumes.CreateVolumeAsync(new CreateVolumeOptions { Name = "data", Labels = labels, SizeBytes = 9 }, Cancellation);
        Assert.Equal(("data", "v", 9L), (volume.Name, volume.Labels["k"], volume.SizeBytes));
        Assert.Single(await volumes.ListVolumesAsync(Cancellation).ToListAsync(Cancellation));
        await volumes.DeleteVolumeAsync("gone", Cancellation);

        Assert.True((await networks.CreateNetworkAsync(new CreateNetworkOptions { IsInternal = true }, Cancellation)).IsInternal);
        var refused = await Assert.ThrowsAsync<UnsupportedOptionException>(() => networks.CreateNetworkAsync(new CreateNetworkOptions { Labels = labels }, Cancellation));
        Assert.Equal(("Labels", "further", "CreateNetwork"), (refused.Option, refused.ProviderName, refused.Operation));

        var progress = new Progress();
        var build = new BuildTemplateOptions { Name = "t", ContextDirectory = AppContext.BaseDirectory, RecipePath = "Dockerfile", Labels = labels, Arguments = labels };
        Assert.Equal("v", (await templates.BuildTemplateAsync(build, progress, Cancellation)).Labels["k"]);
        Assert.Equal(new TemplateProgress("Dockerfile with 1 in True", 1, 2), Assert.Single(progress.Reported));
    }

    [Fact]
    public async Task Events_come_without_the_labels_of_the_framework()
    {
        await using var provider = FurtherOperationsProvider.Create();
        var source = Assert.IsType<IEventSource>(provider, exactMatch: false);

        var told = Assert.Single(await source.ReadEventsAsync(DateTimeOffset.UnixEpoch.AddDays(1), Cancellation).ToListAsync(Cancellation));

        Assert.Equal(DateTimeOffset.UnixEpoch.AddDays(1), told.OccurredAt);
        Assert.Equal(["mine"], told.Labels.Keys);
    }

    [Fact]
    public async Task Manifest_tells_operations_and_options()
    {
        await using var provider = FurtherOperationsProvider.Create();
        var capabilities = provider.Info.Capabilities;

        foreach (var operation in ((ManifestOperationAttribute[])Attribute.GetCustomAttributes(typeof(FurtherOperationsProvider), typeof(ManifestOperationAttribute))).Where(declared => declared.Operation >= SandboxOperation.Pause))
        {
            Assert.Equal(SupportLevel.Native, capabilities[operation.Operation].Support.Level);
            Assert.Equal(operation.Options.Order(), capabilities[operation.Operation].Options.Keys.Order());
            Assert.All(capabilities[operation.Operation].Options.Values, option => Assert.Equal(SupportLevel.Native, option.Level));
        }

        Assert.Equal(SupportLevel.Emulated, capabilities[SandboxOperation.ListTerminals].Support.Level);
        Assert.Equal(SupportLevel.Unsupported, capabilities[SandboxOperation.CreateSnapshot].Support.Level);
    }

    private sealed class Progress : IProgress<TemplateProgress>
    {
        public List<TemplateProgress> Reported { get; } = [];

        public void Report(TemplateProgress value) => Reported.Add(value);
    }
}
