using Compute.Framework.Streams;

namespace Compute.Providers.Docker.Tests;

/// <summary>Content that comes little by little and does not end by itself, after so much that a part of it is on its way.</summary>
internal sealed class SlowStream : ForwardReadStream
{
    private readonly TaskCompletionSource _firstRead = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private int _atOnce = 4 << 20;

    /// <summary>Ends when what is read at once was read.</summary>
    public Task FirstRead => _firstRead.Task;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_atOnce > 0)
        {
            _atOnce -= buffer.Length;
            return buffer.Length;
        }

        _firstRead.TrySetResult();
        await Task.Delay(10, cancellationToken);
        return Math.Min(buffer.Length, 1000);
    }
}
