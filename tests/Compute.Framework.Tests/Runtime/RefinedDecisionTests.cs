using Compute.Framework.Authoring;
using Compute.Framework.Runtime;

namespace Compute.Framework.Tests.Runtime;

/// <summary>Native, emulated or refused: the refined manifest decides, of commands and files too.</summary>
public sealed class RefinedDecisionTests
{
    private static readonly Support Missing = Support.Unsupported("this engine is too old");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_option_of_commands_that_the_back_end_lacks_is_refused_with_the_reason()
    {
        var driver = new FurtherDriver
        {
            Honored = { [SandboxOperation.StartProcess] = [nameof(Command.Arguments), nameof(Command.WorkingDirectory)] },
        };
        driver.Narrow = (operation, option, declared) => operation == SandboxOperation.StartProcess && option == "WorkingDirectory" ? Missing : declared;
        await using var runtime = new ProviderRuntime<FurtherDriver.Handle>(driver, ProviderServices.Default);
        await using var sandbox = await runtime.CreateAsync<ISandbox>(null, Cancellation);
        var command = Command.Create("pwd") with { WorkingDirectory = "/tmp" };

        foreach (var call in (Func<Task>[])[() => sandbox.StartAsync(command, Cancellation), () => sandbox.RunAsync(command, Cancellation)])
        {
            var error = await Assert.ThrowsAsync<UnsupportedOptionException>(call);
            Assert.Equal("WorkingDirectory", error.Option);
            Assert.Contains("too old", error.Message, StringComparison.Ordinal);
        }

        Assert.Empty(driver.Channels);
        Assert.False(runtime.Info.Capabilities.Supports(SandboxOperation.RunCommand, "WorkingDirectory"));
    }

    [Fact]
    public async Task Where_no_process_can_be_started_nothing_that_is_made_of_one_is_there()
    {
        var driver = new FurtherDriver { Narrow = (operation, _, declared) => operation == SandboxOperation.StartProcess ? Missing : declared };
        await using var runtime = new ProviderRuntime<FurtherDriver.Handle>(driver, ProviderServices.Default);
        await using var sandbox = await runtime.CreateAsync<ISandbox>(null, Cancellation);

        foreach (var operation in (SandboxOperation[])
            [SandboxOperation.RunCommand, SandboxOperation.RunCode, SandboxOperation.ReadFile, SandboxOperation.CopyPath, SandboxOperation.ListProcesses])
        {
            Assert.False(runtime.Info.Capabilities.Supports(operation), $"{operation}");
        }

        await Assert.ThrowsAsync<UnsupportedCapabilityException>(() => sandbox.RunAsync(Command.Create("true"), Cancellation));
        await Assert.ThrowsAsync<UnsupportedCapabilityException>(() => sandbox.StartAsync(Command.Create("true"), Cancellation));
        await Assert.ThrowsAsync<UnsupportedCapabilityException>(() => sandbox.RunCodeAsync("1", cancellationToken: Cancellation));
        await Assert.ThrowsAsync<UnsupportedCapabilityException>(() => sandbox.Files.OpenReadAsync("file", Cancellation));
        await Assert.ThrowsAsync<UnsupportedCapabilityException>(async () => await sandbox.Files.ListAsync(".", Cancellation).ToListAsync(Cancellation));
        Assert.False(sandbox.TryGet<IProcessTable>(out _));
        Assert.Empty(driver.Channels);
    }

    [Fact]
    public async Task A_method_for_files_that_cannot_be_used_here_is_left_alone()
    {
        var level = Missing;
        var driver = new FurtherDriver { Further = [SandboxOperation.ReadFile], Narrow = (operation, _, declared) => operation == SandboxOperation.ReadFile ? level : declared };
        await using var runtime = new ProviderRuntime<FurtherDriver.Handle>(driver, ProviderServices.Default);
        await using var sandbox = await runtime.CreateAsync<ISandbox>(null, Cancellation);

        await Assert.ThrowsAsync<UnsupportedCapabilityException>(() => sandbox.Files.OpenReadAsync("file", Cancellation));

        level = Support.Emulated("by commands");
        await runtime.CheckAvailabilityAsync(Cancellation);
        var reading = sandbox.Files.OpenReadAsync("file", Cancellation);
        Assert.NotEmpty(driver.Channels);
        driver.Channels.Values.Single().Send(ProcessFrame.Exited(127));
        await Assert.ThrowsAnyAsync<ComputeException>(() => reading);
        Assert.DoesNotContain("read", driver.Calls);
    }

    [Fact]
    public async Task A_method_for_commands_that_cannot_be_used_here_leaves_them_to_processes()
    {
        var started = new List<Command>();
        var driver = new RecordingDriver { Refines = (operation, _, declared) => operation == SandboxOperation.RunCommand ? Support.Emulated("by a process") : declared };
        driver.Start = command =>
        {
            started.Add(command);
            var channel = new ScriptedChannel("p");
            channel.Send(ProcessFrame.Exited(3));
            return channel;
        };
        await using var runtime = new ProviderRuntime<RecordingDriver.Handle>(driver, ProviderServices.Default);
        await using var sandbox = await runtime.CreateAsync<ISandbox>(null, Cancellation);

        var result = await sandbox.RunAsync(Command.Create("true"), Cancellation);

        Assert.Equal(3, result.ExitCode);
        Assert.Single(started);
        Assert.DoesNotContain("run", driver.Calls);
    }

    [Fact]
    public async Task Labels_that_the_back_end_lacks_are_neither_set_nor_searched_for()
    {
        var driver = new RecordingDriver { Refines = (operation, option, declared) => option == "Labels" ? Missing : declared };
        await using var runtime = new ProviderRuntime<RecordingDriver.Handle>(driver, ProviderServices.Default);
        await using var sandbox = await runtime.CreateAsync<ISandbox>(null, Cancellation);

        Assert.Empty(driver.Sandboxes[sandbox.Id].Labels);
        Assert.Equal(SupportLevel.Unsupported, runtime.Info.Capabilities.OrphanCleanup.Level);
        var filter = new SandboxFilter { Labels = new Dictionary<string, string> { ["a"] = "b" } };
        var error = await Assert.ThrowsAsync<UnsupportedOptionException>(async () => await runtime.ListAsync(filter, Cancellation).ToListAsync(Cancellation));
        Assert.Contains("too old", error.Message, StringComparison.Ordinal);
    }
}
