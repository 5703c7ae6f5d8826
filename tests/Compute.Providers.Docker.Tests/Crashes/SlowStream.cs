using Compute.Framework.Streams;

namespace Compute.Providers.Docker.Tests;

/// <summary>Content that comes little by little and does not end by itself.</summary>
internal sealed class SlowStream : ForwardReadStream
{
    private readonly TaskCompletionSource _firstRead = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task FirstRead => _firstRead.Task;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _firstRead.TrySetResult();
        await Task.Delay(10, cancellationToken);
        return Math.Min(buffer.Length, 1000);
    }
}
