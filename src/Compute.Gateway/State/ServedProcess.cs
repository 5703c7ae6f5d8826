namespace Compute.Gateway.State;

/// <summary>A process that callers follow, and how much of its input has arrived.</summary>
internal sealed class ServedProcess(ISandboxProcess process, string? startKey, TimeProvider time) : IAsyncDisposable
{
    private readonly SemaphoreSlim _input = new(1, 1);
    private readonly Lock _lock = new();
    private Task<ExecutionResult>? _end;
    private long _accepted;

    public ISandboxProcess Process => process;

    /// <summary>The key of its start; null without one, and for a process that was started otherwise.</summary>
    public string? StartKey => startKey;

    /// <summary>Since when nobody needs it but who asks for its output once more; null while it runs.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>How many bytes of input have arrived.</summary>
    public long Accepted => Volatile.Read(ref _accepted);

    /// <summary>The result without the output, which would be kept in memory a second time.</summary>
    public Task<ExecutionResult> EndAsync()
    {
        lock (_lock)
        {
            return _end ??= WaitAsync();
        }
    }

    /// <summary>Writes input. With an offset it does so once, however often the same input is sent.</summary>
    /// <param name="content">The bytes.</param>
    /// <param name="offset">How many bytes came before; null to append.</param>
    /// <param name="cancellationToken">Stops the reading of the content; what has been read is written.</param>
    public async Task WriteAsync(Stream content, long? offset, CancellationToken cancellationToken)
    {
        await _input.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (offset > _accepted)
            {
                throw new SandboxUnavailableException($"Input is missing: {_accepted} bytes have arrived, and these begin after {offset}.");
            }

            var known = offset is { } begin ? _accepted - begin : 0;
            var buffer = new byte[64 * 1024];
            while (await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var count)
            {
                var skipped = (int)Math.Min(known, count);
                known -= skipped;
                if (skipped < count)
                {
                    // A write that is canceled in its middle would leave an input that nobody knows the length of.
                    await process.WriteInputAsync(buffer.AsMemory(skipped, count - skipped), CancellationToken.None).ConfigureAwait(false);
                    _accepted += count - skipped;
                }
            }
        }
        finally
        {
            _input.Release();
        }
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();

    private async Task<ExecutionResult> WaitAsync()
    {
        try
        {
            var end = await process.WaitAsync(CancellationToken.None).ConfigureAwait(false);
            return end with { StandardOutput = default, StandardError = default };
        }
        finally
        {
            EndedAt = time.GetUtcNow();
        }
    }
}
