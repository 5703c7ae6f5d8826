using System.Net.Sockets;
using Compute.Framework.Runtime;

namespace Compute.Framework.Tests.Runtime;

/// <summary>A sandbox that is gone stays "unavailable" at many gateways: one look decides.</summary>
public sealed class GoneTests
{
    private readonly RecordingDriver _driver = new();
    private int _looks;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<Exception> Unavailable => new()
    {
        new SandboxUnavailableException("503"), new HttpRequestException("refused"), new SocketException((int)SocketError.ConnectionRefused),
    };

    [Theory]
    [MemberData(nameof(Unavailable))]
    public async Task Unavailable_sandbox_that_is_gone_is_not_found(Exception error)
    {
        await using var sandbox = await SandboxAsync(error);
        _driver.Get = _ => Look(null);

        var thrown = await Assert.ThrowsAsync<SandboxNotFoundException>(() => sandbox.RunAsync(Command.Create("x"), Cancellation));

        Assert.Equal(("recording", "s1", "RunCommand", 1), (thrown.ProviderName, thrown.SandboxId, thrown.Operation, _looks));
        Assert.Same(error, thrown.InnerException);
    }

    public static TheoryData<Exception> Unknown => new()
    {
        new SandboxUnavailableException("lost") { IsOutcomeUnknown = true }, new EndOfStreamException("cut"),
        new HttpRequestException(HttpRequestError.ResponseEnded, "cut"), new HttpRequestException("cut", new IOException("reset")),
    };

    /// <summary>What was under way when the sandbox went has no outcome: it may have run.</summary>
    [Theory]
    [MemberData(nameof(Unknown))]
    public async Task Unknown_outcome_stays_unknown(Exception error)
    {
        await using var sandbox = await SandboxAsync(error);
        _driver.Get = _ => Look(null);

        var thrown = await Assert.ThrowsAsync<SandboxUnavailableException>(() => sandbox.RunAsync(Command.Create("x"), Cancellation));

        Assert.True(thrown.IsOutcomeUnknown);
        Assert.Equal(0, _looks);
    }

    [Fact]
    public async Task The_same_for_processes_and_files()
    {
        await using var sandbox = await SandboxAsync(new SandboxUnavailableException("503"));
        _driver.Get = _ => Look(null);

        await Assert.ThrowsAsync<SandboxNotFoundException>(() => sandbox.StartAsync(Command.Create("x"), Cancellation));
        await Assert.ThrowsAsync<SandboxNotFoundException>(() => sandbox.Files.ExistsAsync("x", Cancellation));
        await Assert.ThrowsAsync<SandboxNotFoundException>(async () => await sandbox.Files.ListAsync("x", Cancellation).ToListAsync(Cancellation));
        await Assert.ThrowsAsync<SandboxNotFoundException>(() => sandbox.RunCodeAsync("x", CodeLanguage.Shell, Cancellation));
        Assert.Equal(4, _looks);
    }

    [Theory]
    [MemberData(nameof(Unavailable))]
    public async Task Unavailable_sandbox_that_is_there_stays_so(Exception error)
    {
        await using var sandbox = await SandboxAsync(error);
        _driver.Get = id => Look(_driver.Sandboxes[id]);

        await Assert.ThrowsAsync<SandboxUnavailableException>(() => sandbox.RunAsync(Command.Create("x"), Cancellation));
        Assert.Equal(1, _looks);
    }

    [Fact]
    public async Task Look_that_fails_decides_nothing()
    {
        await using var sandbox = await SandboxAsync(new SandboxUnavailableException("503"));
        _driver.Get = _ => throw new SandboxUnavailableException("503 too");

        Assert.StartsWith("503 (", (await Assert.ThrowsAsync<SandboxUnavailableException>(() => sandbox.RunAsync(Command.Create("x"), Cancellation))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_errors_are_not_looked_into()
    {
        await using var sandbox = await SandboxAsync(new ResourceLimitException("requests"));
        _driver.Get = _ => Look(null);

        await Assert.ThrowsAsync<ResourceLimitException>(() => sandbox.RunAsync(Command.Create("x"), Cancellation));
        Assert.Equal(0, _looks);
    }

    [Fact]
    public async Task Destroying_what_is_gone_succeeds()
    {
        var driver = new UnavailableDriver();
        await using var runtime = new ProviderRuntime<FurtherDriver.Handle>(driver, ProviderServices.Default);

        await runtime.DestroyAsync("gone", Cancellation);
        await Assert.ThrowsAsync<SandboxUnavailableException>(() => runtime.DestroyAsync("there", Cancellation));
    }

    private Task<RecordingDriver.Handle?> Look(RecordingDriver.Handle? found)
    {
        _looks++;
        return Task.FromResult(found);
    }

    private async Task<ISandbox> SandboxAsync(Exception error)
    {
        _driver.Run = (_, _) => throw error;
        _driver.Start = _ => throw error;
        return await new ProviderRuntime<RecordingDriver.Handle>(_driver, ProviderServices.Default).CreateAsync<ISandbox>(null, Cancellation);
    }

    /// <summary>A back end whose gateway says the same of what is gone and of what it cannot reach.</summary>
    private sealed class UnavailableDriver : ProviderDriver<FurtherDriver.Handle>
    {
        public override ProviderManifest Manifest => new("further", "Further") { Operations = [SandboxOperation.GetSandbox, SandboxOperation.DestroySandbox] };

        public override SandboxFacts GetFacts(FurtherDriver.Handle handle) => new() { Id = handle.Id };

        public override SandboxBase CreateSandboxObject(SandboxCore<FurtherDriver.Handle> core) => new FurtherDriver.Sandbox(core);

        public override ValueTask<SandboxLookup<FurtherDriver.Handle>> GetSandboxAsync(string sandboxId, CancellationToken cancellationToken) =>
            Adapt.Lookup(Task.FromResult(sandboxId == "there" ? new FurtherDriver.Handle(sandboxId) : null));

        public override ValueTask DestroySandboxAsync(string sandboxId, CancellationToken cancellationToken) => throw new SandboxUnavailableException("503");
    }
}
