using Compute.Framework.Runtime;
using Microsoft.Extensions.DependencyInjection;
using TestProviders.Every;
using TestProviders.@namespace.@event;
using TestProviders.Nesting;
using TestProviders.Whole;
using One = TestProviders.One;

namespace Compute.Framework.Generators.Tests;

/// <summary>The providers of the folder TestProviders, as the generator completed them in this project, at work.</summary>
public sealed class ExecutionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Structure_as_handle_shows_its_facts()
    {
        await using var provider = GlobalProvider.Create();
        var labels = new Dictionary<string, string> { ["a"] = "b" };

        await using var sandbox = await provider.CreateAsync(new CreateSandboxOptions { Labels = labels }, Cancellation);
        var info = await sandbox.GetInfoAsync(Cancellation);
        var listed = await provider.ListAsync(new SandboxFilter { Labels = labels }, Cancellation).ToListAsync(Cancellation);

        Assert.Equal("A \"global\" one\\", provider.Info.DisplayName);
        Assert.Equal(DateTimeOffset.UnixEpoch, info.CreatedAt);
        Assert.Equal(DateTimeOffset.UnixEpoch.AddDays(1), info.ExpiresAt);
        Assert.Equal("b", info.Labels["a"]);
        Assert.NotNull(info.Owner);
        Assert.Equal(sandbox.Id, Assert.Single(listed).Id);
        Assert.Equal(sandbox.Id, sandbox.Native.Id);
    }

    [Fact]
    public async Task Sandbox_is_destroyed_by_handle_where_the_method_takes_one()
    {
        await using var provider = GlobalProvider.Create();
        var sandbox = await provider.CreateAsync(cancellationToken: Cancellation);

        await sandbox.DisposeAsync();

        Assert.Null(await provider.GetAsync(sandbox.Id, Cancellation));
        await provider.DestroyAsync(sandbox.Id, Cancellation);
    }

    [Fact]
    public async Task Command_options_reach_the_method()
    {
        await using var provider = GlobalProvider.Create();
        await using var sandbox = await provider.CreateAsync(cancellationToken: Cancellation);

        var result = await sandbox.RunAsync(Command.Create("a", "b") with { Timeout = TimeSpan.FromSeconds(2), MaxOutputBytes = 99 }, Cancellation);

        Assert.Equal(2, result.ExitCode);
        Assert.Equal("00:00:02 99", result.StandardOutputText);
    }

    [Fact]
    public async Task Option_without_a_parameter_is_refused()
    {
        await using var provider = GlobalProvider.Create();

        var refused = await Assert.ThrowsAsync<UnsupportedOptionException>(() => provider.CreateAsync(new CreateSandboxOptions { Image = "x" }, Cancellation));

        Assert.Equal("Image", refused.Option);
        Assert.Equal(SupportLevel.Unsupported, provider.Info.Capabilities[SandboxOperation.CreateSandbox]["Image"].Level);
    }

    [Fact]
    public async Task Keywords_are_names_like_any_other()
    {
        await using var provider = @class.Create(new @params { @int = 1 });
        await using var sandbox = await provider.CreateAsync(new CreateSandboxOptions().With(new @for { @in = "x" }), Cancellation);

        Assert.Equal("id-0-x", sandbox.Native.@string);
        Assert.Equal(3, (await sandbox.RunAsync(Command.Create("a"), Cancellation)).ExitCode);
        Assert.DoesNotContain("secret", new @params { @int = 1, @string = "secret" }.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whole_options_are_honored_as_named()
    {
        await using var provider = WholeProvider.Create();
        var options = new CreateSandboxOptions { Image = "i", Resources = new() { Gpus = 2 }, Ownership = Ownership.Detached }.With(new Extra { Zone = "z" });

        var sandbox = await provider.CreateAsync(options, Cancellation);
        var process = await sandbox.StartAsync(Command.Create("a") with { User = "me" }, Cancellation);
        var refused = await Assert.ThrowsAsync<UnsupportedOptionException>(() => provider.CreateAsync(options with { Resources = new() { Cpus = 1 } }, Cancellation));

        Assert.Equal("i/2/z/Detached", sandbox.Id);
        Assert.Equal("me", (await process.WaitAsync(Cancellation)).StandardOutputText);
        Assert.Equal("Resources.Cpus", refused.Option);
        Assert.Single(await provider.ListAsync(cancellationToken: Cancellation).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task Authors_object_is_disposed_with_the_provider()
    {
        await using var whole = WholeProvider.Create();
        var author = (await whole.CreateAsync(new CreateSandboxOptions { Ownership = Ownership.Detached }, Cancellation)).Native.Provider;
        var every = EveryOperationProvider.Create(new EveryOptions());

        await whole.DisposeAsync();
        await every.DisposeAsync();

        Assert.True(author.IsDisposed);
        Assert.Contains("disposed", ((EveryOperationProvider)every).Calls);
    }

    [Fact]
    public async Task Every_operation_reaches_its_method()
    {
        await using var provider = EveryOperationProvider.Create(new EveryOptions { Region = "north" });
        var author = (EveryOperationProvider)provider;
        await using var sandbox = await provider.CreateAsync(new CreateSandboxOptions { WorkingDirectory = "/w", Resources = new() { MemoryBytes = 7 } }, Cancellation);

        Assert.Equal("north", (await provider.CheckAvailabilityAsync(Cancellation)).Version);
        Assert.Contains("/w", sandbox.Native.Description, StringComparison.Ordinal);
        Assert.True(author.WasAskedForSessions);
        Assert.Equal(4, (await sandbox.RunCodeAsync("code", CodeLanguage.Shell, Cancellation)).ExitCode);
        Assert.Equal(3, (await sandbox.Files.OpenReadAsync("f", Cancellation)).Length);
        Assert.Equal("d/f", Assert.Single(await sandbox.Files.ListAsync("d/f", Cancellation).ToListAsync(Cancellation)).Path);
        Assert.Equal("f", (await sandbox.Files.GetEntryAsync("d/f", Cancellation))?.Name);
        Assert.True(await sandbox.Files.ExistsAsync("there", Cancellation));
        using var content = new MemoryStream();
        await sandbox.Files.WriteAsync("f", content, Cancellation);
        await sandbox.Files.CreateDirectoryAsync("d", Cancellation);
        await sandbox.Files.DeleteAsync("f", recursive: false, Cancellation);
        await sandbox.Files.MoveAsync("from", "to", Cancellation);
        await sandbox.Files.CopyAsync("from", "to", recursive: true, Cancellation);
        await sandbox.Files.SetModeAsync("f", UnixFileMode.UserRead, Cancellation);
        Assert.Equal(["write f", "mkdir d", "delete f", "move from to", "copy from to True", "chmod 256 f"], author.Calls);

        await Assert.ThrowsAsync<UnsupportedOptionException>(() => sandbox.Files.DeleteAsync("f", recursive: true, Cancellation));
        await Assert.ThrowsAsync<UnsupportedOptionException>(() => sandbox.CreateSnapshotAsync("name", Cancellation));
    }

    [Fact]
    public async Task Snapshots_and_branches_reach_their_methods()
    {
        await using var provider = EveryOperationProvider.Create(new EveryOptions());
        var store = Assert.IsType<ISnapshotStore>(provider, exactMatch: false);
        await using var sandbox = await provider.CreateAsync(new CreateSandboxOptions { Labels = new Dictionary<string, string> { ["k"] = "v" } }, Cancellation);

        var snapshot = await sandbox.CreateSnapshotAsync(cancellationToken: Cancellation);
        Assert.Equal(snapshot.Id, Assert.Single(await store.ListSnapshotsAsync(Cancellation).ToListAsync(Cancellation)).Id);
        await store.DeleteSnapshotAsync(snapshot.Id, Cancellation);
        Assert.Empty(await store.ListSnapshotsAsync(Cancellation).ToListAsync(Cancellation));

        var branches = await sandbox.BranchAsync(2, Cancellation);
        Assert.Equal(2, branches.Count);
        var info = await branches[0].GetInfoAsync(Cancellation);
        Assert.Equal("v", info.Labels["k"]);
        Assert.NotNull(info.Owner);
        Assert.Equal("by copy", provider.Info.Capabilities[SandboxOperation.Branch].Support.Description);
    }

    [Fact]
    public async Task Registration_supplies_the_constructor()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IClockwork, Clockwork>();
        services.AddCompute().AddOuterMiddleInner().AddEveryOperationProvider(options => options with { Region = "code" });
        await using var root = services.BuildServiceProvider();

        var nested = Assert.IsType<Outer.Middle.Inner>(root.GetRequiredKeyedService<ISandboxProvider>("nested"));
        var every = Assert.IsType<EveryOperationProvider>(root.GetRequiredService<ISandboxProvider<EveryOperationProvider.Sandbox>>());

        Assert.IsType<Clockwork>(nested.Services.Clockwork);
        Assert.Same(TimeProvider.System, nested.Services.Time);
        Assert.Equal("code", every.Parts.Settings.Region);
        Assert.Same(every, root.GetRequiredKeyedService<ISandboxProvider>("every"));
    }

    [Fact]
    public async Task Default_time_out_reaches_a_method_that_runs_code()
    {
        var services = new ServiceCollection();
        services.AddCompute(defaults => defaults with { CommandTimeout = TimeSpan.FromSeconds(30) }).AddEveryOperationProvider();
        await using var root = services.BuildServiceProvider();
        await using var sandbox = await root.GetRequiredService<ISandboxProvider>().CreateAsync(cancellationToken: Cancellation);

        Assert.Equal(34, (await sandbox.RunCodeAsync("code", CodeLanguage.Shell, Cancellation)).ExitCode);
    }

    [Fact]
    public async Task Default_time_out_ends_a_run_of_code_whose_method_takes_none()
    {
        var services = new ServiceCollection();
        services.AddCompute(defaults => defaults with { CommandTimeout = TimeSpan.FromMilliseconds(50) }).AddGlobalProvider();
        await using var root = services.BuildServiceProvider();
        var provider = root.GetRequiredService<ISandboxProvider>();
        await using var sandbox = await provider.CreateAsync(cancellationToken: Cancellation);

        Assert.Equal(ExecutionOutcome.TimedOut, (await sandbox.RunCodeAsync("code", CodeLanguage.Shell, Cancellation)).Outcome);
        Assert.Equal(SupportLevel.Emulated, provider.Info.Capabilities[SandboxOperation.RunCode]["Timeout"].Level);
    }

    [Fact]
    public async Task Same_class_names_in_two_namespaces_are_registered_apart()
    {
        var services = new ServiceCollection();
        var builder = services.AddCompute();
        TestProviders_One_TwinProviderComputeBuilderExtensions.AddTwinProvider(builder);
        TestProviders_Two_TwinProviderComputeBuilderExtensions.AddTwinProvider(builder);
        TestProviders_two_TwinProviderComputeBuilderExtensions.AddTwinProvider(builder);
        TestProviders_One_Twin_ProviderComputeBuilderExtensions.AddTwinProvider(builder);
        await using var root = services.BuildServiceProvider();

        var exitCodes = new List<int?>();
        foreach (var name in (string[])["twin-one", "twin-nested", "twin-two", "twin-case"])
        {
            await using var sandbox = await root.GetRequiredKeyedService<ISandboxProvider>(name).CreateAsync(cancellationToken: Cancellation);
            exitCodes.Add((await sandbox.RunAsync(Command.Create("a"), Cancellation)).ExitCode);
        }

        Assert.Equal([1, 2, 3, 4], exitCodes);
    }

    [Fact]
    public async Task Hostile_names_do_not_matter()
    {
        await using var provider = TestProviders.Hostile.HostileProvider.Create();
        await using var sandbox = await provider.CreateAsync(cancellationToken: Cancellation);

        Assert.Equal(7, (await sandbox.RunAsync(Command.Create("a"), Cancellation)).ExitCode);
    }

    [Fact]
    public async Task Object_made_by_its_constructor_works_too()
    {
        await using ISandboxProvider<One.TwinProvider.Sandbox> provider = new One.TwinProvider();
        await using var sandbox = await provider.CreateAsync(cancellationToken: Cancellation);

        Assert.Equal("one", sandbox.Id);
    }

    [Fact]
    public void Exports_name_the_public_providers_alone()
    {
        var exports = typeof(ExecutionTests).Assembly.GetCustomAttributes(typeof(ProviderExportAttribute), false).Cast<ProviderExportAttribute>().ToDictionary(export => export.ProviderType);

        Assert.Contains(typeof(GlobalProvider), exports.Keys);
        Assert.Contains(typeof(Cloud.CloudProvider), exports.Keys);
        Assert.DoesNotContain(exports.Keys, type => !type.IsVisible);
        Assert.All(exports.Values, export => Assert.Contains(export.RegistrationType.GetMethods(), method => method.Name == export.RegistrationMethod));
    }

    [Fact]
    public void Manifest_attribute_names_operations_and_options()
    {
        var operations = typeof(WholeProvider).GetCustomAttributes(typeof(ManifestOperationAttribute), false).Cast<ManifestOperationAttribute>().ToDictionary(row => row.Operation, row => row.Options);

        Assert.Equal(["Image", "Labels", "Resources.Gpus", "ProviderOptions"], operations[SandboxOperation.CreateSandbox]);
        Assert.Equal(["Labels"], operations[SandboxOperation.ListSandboxes]);
        Assert.Equal(["Arguments", "User"], operations[SandboxOperation.StartProcess]);
    }
}
