using System.Runtime.CompilerServices;
using Compute.Framework.Runtime;

namespace Compute.Framework.Tests.Runtime;

/// <summary>Exceptions that would be the caller's mistakes are the provider's faults where the author's code throws them.</summary>
public sealed class AuthorFaultTests
{
    private readonly RecordingDriver _driver = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<Exception> OfAuthor => new()
    {
        new ArgumentException("no such size"), new ArgumentNullException("vm"), new ArgumentOutOfRangeException("vm"), new ObjectDisposedException("HttpClient"),
    };

    [Theory]
    [MemberData(nameof(OfAuthor))]
    public async Task Creation_that_half_made_something_leaves_nothing(Exception thrown)
    {
        await using var runtime = NewRuntime();
        _driver.AfterCreate = (_, _) => throw thrown;

        AssertFault(await Assert.ThrowsAsync<ProviderFaultException>(() => runtime.CreateAsync<ISandbox>(null, Cancellation)), thrown, "CreateSandbox");
        Assert.Empty(_driver.Sandboxes);
    }

    [Theory]
    [MemberData(nameof(OfAuthor))]
    public async Task Every_operation(Exception thrown)
    {
        await using var runtime = NewRuntime();
        await using var sandbox = await runtime.CreateAsync<ISandbox>(null, Cancellation);
        _driver.Run = (_, _) => throw thrown;
        _driver.Start = _ => throw thrown;
        _driver.Get = _ => throw thrown;
        _driver.BeforeDestroy = _ => throw thrown;

        AssertFault(await Assert.ThrowsAsync<ProviderFaultException>(() => sandbox.RunAsync(Command.Create("x"), Cancellation)), thrown, "RunCommand");
        AssertFault(await Assert.ThrowsAsync<ProviderFaultException>(() => sandbox.StartAsync(Command.Create("x"), Cancellation)), thrown, "StartProcess");
        AssertFault(await Assert.ThrowsAsync<ProviderFaultException>(() => sandbox.RunCodeAsync("x", CodeLanguage.Shell, Cancellation)), thrown, "RunCode");
        AssertFault(await Assert.ThrowsAsync<ProviderFaultException>(() => sandbox.Files.ExistsAsync("x", Cancellation)), thrown, "FileExists");
        AssertFault(await Assert.ThrowsAsync<ProviderFaultException>(() => sandbox.GetInfoAsync(Cancellation)), thrown, "DescribeSandbox");
        AssertFault(await Assert.ThrowsAsync<ProviderFaultException>(() => runtime.GetAsync<ISandbox>("s1", Cancellation)), thrown, "GetSandbox");
        AssertFault(await Assert.ThrowsAsync<ProviderFaultException>(() => sandbox.DestroyAsync(Cancellation)), thrown, "DestroySandbox");
        _driver.BeforeDestroy = _ => Task.CompletedTask;
    }

    [Theory]
    [MemberData(nameof(OfAuthor))]
    public async Task Channels_and_sequences(Exception thrown)
    {
        await using var runtime = NewRuntime();
        await using var sandbox = await runtime.CreateAsync<ISandbox>(null, Cancellation);
        var channel = new ScriptedChannel { OnWrite = _ => throw thrown };
        _driver.Start = _ => channel;
        await using var process = await sandbox.StartAsync(Command.Create("x"), Cancellation);

        AssertFault(await Assert.ThrowsAsync<ProviderFaultException>(() => process.WriteInputAsync("x"u8.ToArray(), Cancellation)), thrown, "StartProcess");
        channel.Disconnect(thrown);
        AssertFault(await Assert.ThrowsAsync<ProviderFaultException>(() => process.WaitAsync(Cancellation)), thrown, "StartProcess");

        var further = new FurtherRuntime(thrown);
        AssertFault(await Assert.ThrowsAsync<ProviderFaultException>(() => further.Runtime.ListVolumesAsync(Cancellation).ToListAsync(Cancellation).AsTask()), thrown, "ListVolumes");
        AssertFault(await Assert.ThrowsAsync<ProviderFaultException>(() => further.Runtime.CreateVolumeAsync(null, Cancellation)), thrown, "CreateVolume");
        AssertFault(await Assert.ThrowsAsync<ProviderFaultException>(() => further.Runtime.DeleteVolumeAsync("v", Cancellation)), thrown, "DeleteVolume");
    }

    [Fact]
    public async Task The_frameworks_own_checks_stay_the_callers_mistakes()
    {
        await using var runtime = NewRuntime();
        await using var sandbox = await runtime.CreateAsync<ISandbox>(null, Cancellation);
        var further = new FurtherRuntime(new InvalidOperationException("not to be called"));

        await Assert.ThrowsAsync<ArgumentException>(() => sandbox.RunAsync(Command.Create("a\0b"), Cancellation));
        await Assert.ThrowsAsync<ArgumentNullException>(() => sandbox.RunAsync(null!, Cancellation));
        await Assert.ThrowsAsync<ArgumentNullException>(() => sandbox.StartAsync(null!, Cancellation));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => runtime.CreateAsync<ISandbox>(new CreateSandboxOptions { Lifetime = TimeSpan.Zero }, Cancellation));
        foreach (var options in new CreateSandboxOptions[]
        {
            new() { Mounts = [null!] }, new() { Mounts = [new SandboxMount(null!, "/a")] }, new() { Mounts = [new SandboxMount("/a", null!)] },
            new() { ProviderOptions = [null!] }, new() { Security = new() { DropCapabilities = [null!] } },
            new() { Labels = new Dictionary<string, string> { ["a"] = null! } }, new() { Environment = new Dictionary<string, string> { ["a"] = null! } },
        })
        {
            await Assert.ThrowsAsync<ArgumentException>(() => runtime.CreateAsync<ISandbox>(options, Cancellation));
        }

        await Assert.ThrowsAsync<ArgumentException>(() => further.Runtime.DeleteVolumeAsync("v\0", Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(() => further.Runtime.CreateVolumeAsync(new CreateVolumeOptions { Name = "" }, Cancellation));
    }

    private static void AssertFault(ProviderFaultException fault, Exception thrown, string operation)
    {
        Assert.Same(thrown, fault.InnerException);
        Assert.Equal(operation, fault.Operation);
    }

    private ProviderRuntime<RecordingDriver.Handle> NewRuntime() => new(_driver, ProviderServices.Default);

    private sealed class FurtherRuntime(Exception thrown) : ProviderDriver<RecordingDriver.Handle>
    {
        public ProviderRuntime<RecordingDriver.Handle> Runtime => field ??= new(this, ProviderServices.Default);

        public override ProviderManifest Manifest { get; } = new("further", "Further")
        {
            Operations = [SandboxOperation.CreateVolume, SandboxOperation.ListVolumes, SandboxOperation.DeleteVolume],
            Honored = new Dictionary<SandboxOperation, IReadOnlyList<string>> { [SandboxOperation.CreateVolume] = ["Name"] },
        };

        public override SandboxFacts GetFacts(RecordingDriver.Handle handle) => new() { Id = handle.Id };

        public override SandboxBase CreateSandboxObject(SandboxCore<RecordingDriver.Handle> core) => new RecordingDriver.Sandbox(core);

        public override ValueTask<VolumeInfo> CreateVolumeAsync(CreateVolumeOptions options, CancellationToken cancellationToken) => throw thrown;

        public override ValueTask DeleteVolumeAsync(string volumeId, CancellationToken cancellationToken) => throw thrown;

        public override async IAsyncEnumerable<VolumeInfo> ListVolumesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.Yield();
            if (cancellationToken.CanBeCanceled)
            {
                throw thrown;
            }

            yield break;
        }
    }
}
