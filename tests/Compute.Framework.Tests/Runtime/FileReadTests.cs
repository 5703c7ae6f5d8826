using Compute.Framework.Runtime;

namespace Compute.Framework.Tests.Runtime;

/// <summary>What fails while a file is read, after it was opened.</summary>
public sealed class FileReadTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(typeof(HttpRequestException))]
    [InlineData(typeof(IOException))]
    public async Task A_connection_that_is_lost_half_way_is_told_as_transient_and_names_the_sandbox(Type fault)
    {
        await using var runtime = new ProviderRuntime<FurtherDriver.Handle>(
            new FurtherDriver { Further = [SandboxOperation.ReadFile], Content = new BrokenStream((Exception)Activator.CreateInstance(fault)!) }, ProviderServices.Default);
        var sandbox = await runtime.CreateAsync<FurtherDriver.Sandbox>(null, Cancellation);
        await using var content = await sandbox.Files.OpenReadAsync("/file", Cancellation);
        await content.ReadExactlyAsync(new byte[1], Cancellation);

        var error = await Assert.ThrowsAsync<SandboxUnavailableException>(async () => await content.ReadExactlyAsync(new byte[1], Cancellation));

        Assert.True(error.IsTransient);
        Assert.Equal((sandbox.Id, nameof(SandboxOperation.ReadFile)), (error.SandboxId, error.Operation));
    }

    [Fact]
    public async Task Who_cancels_is_told_so()
    {
        await using var runtime = new ProviderRuntime<FurtherDriver.Handle>(
            new FurtherDriver { Further = [SandboxOperation.ReadFile], Content = new BrokenStream(new OperationCanceledException()) }, ProviderServices.Default);
        var sandbox = await runtime.CreateAsync<FurtherDriver.Sandbox>(null, Cancellation);
        await using var content = await sandbox.Files.OpenReadAsync("/file", Cancellation);
        await content.ReadExactlyAsync(new byte[1], Cancellation);

        await Assert.ThrowsAsync<OperationCanceledException>(async () => await content.ReadExactlyAsync(new byte[1], new CancellationToken(canceled: true)));
    }

    /// <summary>One byte, then the fault.</summary>
    private sealed class BrokenStream(Exception fault) : MemoryStream(new byte[1])
    {
        public override bool CanSeek => false;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer, CancellationToken.None) is > 0 and var count ? count : throw fault;
    }
}
