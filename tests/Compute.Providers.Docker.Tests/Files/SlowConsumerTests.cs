namespace Compute.Providers.Docker.Tests;

/// <summary>A consumer that takes its time with a file keeps nobody else from the sandbox.</summary>
public sealed class SlowConsumerTests
{
    private const int Large = 8 << 20;
    private const int Small = 1000;

    /// <summary>Longer than a command may wait for another one's file.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(TestEngine.All), MemberType = typeof(TestEngine))]
    public async Task A_command_runs_while_a_file_is_half_read(string name)
    {
        await using var provider = TestEngine.Needed(name).CreateProvider();
        await using var sandbox = await provider.CreateAsync(cancellationToken: Cancel);
        await sandbox.Files.WriteAsync("/var/tmp/large", new PatternStream(Large), Cancel);
        await sandbox.Files.WriteAsync("/var/tmp/small", new PatternStream(Small), Cancel);
        await using var large = await sandbox.Files.OpenReadAsync("/var/tmp/large", Cancel);
        await using var small = await sandbox.Files.OpenReadAsync("/var/tmp/small", Cancel);
        await large.ReadExactlyAsync(new byte[1], Cancel);

        var result = await sandbox.RunAsync(Command.Create("echo", "meanwhile"), Cancel).WaitAsync(Bound, Cancel);

        Assert.Equal("meanwhile\n", result.StandardOutputText);
        Assert.Null(await PatternStream.FindDifferenceAsync(small, Small, Cancel));
    }

    [Theory]
    [InlineData("podman", Small)]
    [InlineData("podman", Large)]
    [InlineData("docker", Small)]
    [InlineData("docker", Large)]
    [InlineData("gvisor", Large)]
    public async Task A_command_runs_while_a_file_waits_for_its_content(string name, int size)
    {
        await using var provider = TestEngine.Needed(name).CreateProvider();
        await using var sandbox = await provider.CreateAsync(cancellationToken: Cancel);
        using var content = new WaitingStream(new byte[size]);
        var writing = sandbox.Files.WriteAsync("/var/tmp/file", content, Cancel);
        await content.FirstRead.WaitAsync(Bound, Cancel);

        var result = await sandbox.RunAsync(Command.Create("echo", "meanwhile"), Cancel).WaitAsync(Bound, Cancel);
        content.Release();
        await writing.WaitAsync(Bound, Cancel);

        Assert.Equal("meanwhile\n", result.StandardOutputText);
        Assert.Equal(size, (await sandbox.Files.GetEntryAsync("/var/tmp/file", Cancel))!.SizeBytes);
    }

    /// <summary>Content that knows its length, and comes when it is released.</summary>
    private sealed class WaitingStream(byte[] content) : MemoryStream(content)
    {
        private readonly TaskCompletionSource _firstRead = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task FirstRead => _firstRead.Task;

        public void Release() => _released.SetResult();

        public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
        {
            await WaitAsync(cancellationToken);
            await base.CopyToAsync(destination, bufferSize, cancellationToken);
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await WaitAsync(cancellationToken);
            return await base.ReadAsync(buffer, cancellationToken);
        }

        private Task WaitAsync(CancellationToken cancellationToken)
        {
            _firstRead.TrySetResult();
            return _released.Task.WaitAsync(cancellationToken);
        }
    }
}
