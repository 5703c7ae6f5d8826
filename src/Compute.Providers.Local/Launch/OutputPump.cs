using System.Buffers;
using System.IO.Pipes;
using System.Runtime.CompilerServices;
using Compute.Framework;
using Compute.Framework.Authoring;

namespace Compute.Providers.Local.Launch;

/// <summary>Merges two output pipes into frames. Nothing is read ahead of the reader: a full pipe holds the process back.</summary>
/// <remarks>
/// Ends when both pipes are closed. A child that outlives the command may keep them open: once the command has ended, the pump ends
/// too when nothing came for <see cref="Grace"/>, or when more came than the pipes held at the command's end.
/// </remarks>
internal sealed class OutputPump(Stream standardOutput, Stream standardError, Task exit)
{
    /// <summary>How long output is awaited after the command's end.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(100);

    private const int BufferSize = 128 * 1024;
    private const long MaxAfterExit = 2 * 1024 * 1024;

    public async IAsyncEnumerable<ProcessFrame> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var output = new Source(StandardStream.StandardOutput, standardOutput);
        var error = new Source(StandardStream.StandardError, standardError);
        long afterExit = 0;
        try
        {
            output.Begin(stop.Token);
            error.Begin(stop.Token);
            while (output.Pending is not null || error.Pending is not null)
            {
                var ready = Ready(output) ?? Ready(error) ?? await NextAsync(output, error, cancellationToken).ConfigureAwait(false);
                if (ready is null)
                {
                    break;
                }

                var count = await ready.TakeAsync().ConfigureAwait(false);
                if (count == 0)
                {
                    continue;
                }

                yield return ProcessFrame.Output(ready.Stream, ready.Buffer.AsMemory(0, count));
                if (exit.IsCompleted && (afterExit += count) > MaxAfterExit)
                {
                    break;
                }

                ready.Begin(stop.Token);
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await output.ReleaseAsync().ConfigureAwait(false);
            await error.ReleaseAsync().ConfigureAwait(false);
        }
    }

    private static Source? Ready(Source source) => source.Pending is { IsCompleted: true } ? source : null;

    /// <summary>The source that has something; null when the command has ended and its pipes went quiet.</summary>
    private async Task<Source?> NextAsync(Source output, Source error, CancellationToken cancellationToken)
    {
        var either = (output.Pending, error.Pending) switch
        {
            ({ } first, { } second) => Task.WhenAny(first, second),
            ({ } first, null) => first,
            _ => (Task)error.Pending!,
        };
        if (!exit.IsCompleted)
        {
            await Task.WhenAny(either, exit).WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        // What the command wrote before its end is in the pipes already, however late a busy machine reports it.
        var isQuiet = false;
        while (!either.IsCompleted && exit.IsCompleted && !isQuiet)
        {
            await either.WaitAsync(Grace, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
            isQuiet = !output.HasBytesWaiting && !error.HasBytesWaiting;
        }

        return Ready(output) ?? Ready(error);
    }

    private sealed class Source(StandardStream stream, Stream pipe)
    {
        public StandardStream Stream => stream;

        public byte[] Buffer { get; } = ArrayPool<byte>.Shared.Rent(BufferSize);

        public Task<int>? Pending { get; private set; }

        public bool HasBytesWaiting =>
            Pending is not null
                && OperatingSystem.IsLinux()
                && pipe is PipeStream { SafePipeHandle: { IsClosed: false } handle }
                && Pipe.HoldsBytes(handle);

        public void Begin(CancellationToken cancellationToken) => Pending = pipe.ReadAsync(Buffer, cancellationToken).AsTask();

        public async ValueTask<int> TakeAsync()
        {
            var count = await Pending!.ConfigureAwait(false);
            Pending = null;
            return count;
        }

        /// <summary>A buffer goes back only when no read can write to it any more.</summary>
        public async ValueTask ReleaseAsync()
        {
            if (Pending is { } pending)
            {
                await ((Task)pending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            await pipe.DisposeAsync().ConfigureAwait(false);
            ArrayPool<byte>.Shared.Return(Buffer);
        }
    }
}
