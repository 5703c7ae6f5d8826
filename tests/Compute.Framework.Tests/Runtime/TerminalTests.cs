using Compute.Framework.Authoring;
using Compute.Framework.Runtime;

namespace Compute.Framework.Tests.Runtime;

public sealed class TerminalTests
{
    private readonly FurtherDriver _driver = new() { Further = [SandboxOperation.OpenTerminal] };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Size_is_set_after_the_start_where_the_method_does_not_take_it()
    {
        await using var runtime = Runtime();
        await using var sandbox = await SandboxAsync(runtime);

        await using var terminal = await sandbox.Core.OpenTerminalAsync(new TerminalOptions { Columns = 120, Rows = 40 }, Cancellation);
        await terminal.ResizeAsync(60, 20, Cancellation);

        Assert.Equal([(120, 40), (60, 20)], _driver.Terminal.Sizes);
        Assert.Equal((60, 20), (terminal.Columns, terminal.Rows));
        Assert.Equal(SupportLevel.Emulated, runtime.Info.Capabilities[SandboxOperation.OpenTerminal]["Columns"].Level);
    }

    [Fact]
    public async Task Size_is_left_to_the_method_that_takes_it()
    {
        _driver.Honored[SandboxOperation.OpenTerminal] = ["Columns", "Rows"];
        await using var runtime = Runtime();
        await using var sandbox = await SandboxAsync(runtime);

        await using var terminal = await sandbox.Core.OpenTerminalAsync(new TerminalOptions { Columns = 120, Rows = 40 }, Cancellation);

        Assert.Empty(_driver.Terminal.Sizes);
        Assert.Equal((120, 40), (terminal.Columns, terminal.Rows));
    }

    [Fact]
    public async Task Terminal_whose_size_cannot_be_set_is_closed()
    {
        _driver.Terminal.ResizeError = new SandboxUnavailableException("gone");
        await using var runtime = Runtime();
        await using var sandbox = await SandboxAsync(runtime);

        await Assert.ThrowsAsync<SandboxUnavailableException>(() => sandbox.Core.OpenTerminalAsync(null, Cancellation));

        Assert.Equal(1, _driver.Terminal.Inner.Kills);
        Assert.Empty(await sandbox.Core.ListTerminalsAsync(Cancellation).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task All_output_is_on_one_stream_and_the_end_of_input_is_a_character()
    {
        await using var runtime = Runtime();
        await using var sandbox = await SandboxAsync(runtime);
        await using var terminal = await sandbox.Core.OpenTerminalAsync(null, Cancellation);

        await terminal.CloseInputAsync(Cancellation);
        _driver.Terminal.Inner.SendText("a");
        _driver.Terminal.Inner.SendText("b", StandardStream.StandardError);
        _driver.Terminal.Inner.Send(ProcessFrame.Exited(0));

        var result = await terminal.WaitAsync(Cancellation);
        Assert.Equal(("ab", ""), (result.StandardOutputText, result.StandardErrorText));
        Assert.Equal("\u0004", _driver.Terminal.Input);
        await terminal.ResizeAsync(1, 1, Cancellation);
        Assert.Equal(80, terminal.Columns);
    }

    [Fact]
    public async Task Terminal_is_found_from_another_object_of_the_sandbox()
    {
        await using var runtime = Runtime();
        await using var sandbox = await SandboxAsync(runtime);
        var other = (await runtime.GetAsync<FurtherDriver.Sandbox>(sandbox.Id, Cancellation))!;
        var terminal = await sandbox.Core.OpenTerminalAsync(null, Cancellation);
        await using var process = await sandbox.StartAsync(Command.Create("one"), Cancellation);

        var found = await other.Core.GetTerminalAsync(terminal.Id, Cancellation);
        await found!.ResizeAsync(10, 5, Cancellation);
        await found.DisposeAsync();

        Assert.Equal((10, 0), (terminal.Columns, _driver.Terminal.Inner.Kills));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => found.ResizeAsync(11, 5, Cancellation));
        Assert.Null(await other.Core.GetTerminalAsync("one", Cancellation));
        var listed = Assert.Single(await other.Core.ListTerminalsAsync(Cancellation).ToListAsync(Cancellation));
        Assert.Equal((terminal.Id, 10, 5, true), (listed.Id, listed.Columns, listed.Rows, listed.IsRunning));
        Assert.Equal([terminal.Id, "one"], (await other.ListProcessesAsync(Cancellation).ToListAsync(Cancellation)).Select(entry => entry.Id));

        await terminal.DisposeAsync();
        Assert.Equal(1, _driver.Terminal.Inner.Kills);
        Assert.Null(await other.Core.GetTerminalAsync(terminal.Id, Cancellation));
    }

    private ProviderRuntime<FurtherDriver.Handle> Runtime() => new(_driver, ProviderServices.Default);

    private static Task<FurtherDriver.Sandbox> SandboxAsync(ProviderRuntime<FurtherDriver.Handle> runtime) =>
        runtime.CreateAsync<FurtherDriver.Sandbox>(null, Cancellation);
}
