using Compute.Framework.Authoring;
using Compute.Framework.Runtime;
using Compute.Framework.Tests.Runtime;

namespace Compute.Framework.Tests.Delegation;

/// <summary>Processes and terminals of a wrapped sandbox are wrapped, whichever way callers get them.</summary>
public sealed class DelegatingProcessTests : IAsyncLifetime
{
    private readonly FurtherDriver _driver = new() { Further = [SandboxOperation.OpenTerminal] };
    private readonly ProviderRuntime<FurtherDriver.Handle> _runtime;
    private Watched _sandbox = null!;

    public DelegatingProcessTests() => _runtime = new(_driver, ProviderServices.Default);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _sandbox = new(await _runtime.CreateAsync<ISandbox>(null, Cancellation));

    public ValueTask DisposeAsync() => _runtime.DisposeAsync();

    [Fact]
    public async Task Started_and_attached_processes_are_wrapped()
    {
        await using var started = await _sandbox.StartAsync(Command.Create("one"), Cancellation);
        Assert.True(_sandbox.TryGet<IProcessTable>(out var table));
        await using var attached = await table.AttachProcessAsync("one", Cancellation);

        Assert.Equal("watched one", Assert.IsType<Process>(started).Id);
        Assert.Equal("watched one", Assert.IsType<Process>(attached).Id);
        Assert.Equal(["one"], await table.ListProcessesAsync(Cancellation).Select(process => process.Id).ToListAsync(Cancellation));
        Assert.Null(await table.AttachProcessAsync("two", Cancellation));
        _driver.Channels["one"].Send(ProcessFrame.Exited(3));
        Assert.Equal(3, (await attached!.WaitAsync(Cancellation)).ExitCode);
    }

    [Fact]
    public async Task Opened_and_found_terminals_are_wrapped()
    {
        Assert.True(_sandbox.TryGet<ITerminalHost>(out var host));
        await using var opened = await host.OpenTerminalAsync(new TerminalOptions { Columns = 120, Rows = 40 }, Cancellation);
        var listed = Assert.Single(await host.ListTerminalsAsync(Cancellation).ToListAsync(Cancellation));
        await using var found = await host.GetTerminalAsync(listed.Id, Cancellation);

        Assert.Equal((120, 40), (Assert.IsType<Terminal>(opened).Columns, opened.Rows));
        await Assert.IsType<Terminal>(found).ResizeAsync(60, 20, Cancellation);
        Assert.Equal((60, 20), (opened.Columns, opened.Rows));
        Assert.Null(await host.GetTerminalAsync("none", Cancellation));
    }

    [Fact]
    public async Task What_cannot_be_wrapped_is_not_left_running()
    {
        foreach (var failure in (Exception?[])[new InvalidOperationException("no place"), null])
        {
            var name = failure is null ? "null" : "error";
            _sandbox.Failure = () => failure is null ? true : throw failure;
            await Assert.ThrowsAsync<InvalidOperationException>(() => _sandbox.StartAsync(Command.Create(name), Cancellation));
            Assert.Equal(1, _driver.Channels[name].Kills);
        }

        await Assert.ThrowsAsync<InvalidOperationException>(() => _sandbox.OpenTerminalAsync(null, Cancellation));
        Assert.Equal(1, _driver.Terminal.Inner.Kills);
    }

    [Fact]
    public async Task A_wrapper_that_changes_nothing_returns_the_inner_objects()
    {
        var plain = new Plain(await _runtime.CreateAsync<ISandbox>(null, Cancellation));

        await using var process = await plain.StartAsync(Command.Create("one"), Cancellation);
        await using var terminal = await plain.OpenTerminalAsync(null, Cancellation);

        Assert.IsType<SandboxProcess>(process);
        Assert.IsType<SandboxTerminal>(terminal);
    }

    [Fact]
    public async Task Where_the_inner_sandbox_has_none_the_wrapper_has_none()
    {
        await using var runtime = new ProviderRuntime<FurtherDriver.Handle>(
            new FurtherDriver { Narrow = (operation, _, declared) => operation == SandboxOperation.StartProcess ? Support.Unsupported("none") : declared },
            ProviderServices.Default);
        var sandbox = new Plain(await runtime.CreateAsync<ISandbox>(null, Cancellation));

        Assert.False(sandbox.TryGet<IProcessTable>(out _));
        Assert.False(sandbox.TryGet<ITerminalHost>(out _));
        var error = await Assert.ThrowsAsync<UnsupportedCapabilityException>(() => sandbox.AttachProcessAsync("one", Cancellation));
        Assert.Equal("AttachProcess", error.Capability);
        await Assert.ThrowsAsync<UnsupportedCapabilityException>(() => sandbox.OpenTerminalAsync(null, Cancellation));
        await Assert.ThrowsAsync<UnsupportedCapabilityException>(async () => await sandbox.ListTerminalsAsync(Cancellation).ToListAsync(Cancellation));
    }

    private sealed class Plain(ISandbox inner) : DelegatingSandbox(inner);

    private sealed class Watched(ISandbox inner) : DelegatingSandbox(inner)
    {
        /// <summary>Throws, or returns true for no wrapper at all.</summary>
        public Func<bool> Failure { get; set; } = () => false;

        protected override ISandboxProcess WrapProcess(ISandboxProcess process) => Failure() ? null! : new Process(process);

        protected override ISandboxTerminal WrapTerminal(ISandboxTerminal terminal) => Failure() ? null! : new Terminal(terminal);
    }

    private sealed class Process(ISandboxProcess inner) : DelegatingSandboxProcess(inner)
    {
        public override string Id => $"watched {base.Id}";
    }

    private sealed class Terminal(ISandboxTerminal inner) : DelegatingSandboxTerminal(inner);
}
