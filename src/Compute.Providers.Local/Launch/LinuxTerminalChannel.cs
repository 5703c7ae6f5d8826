using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.Versioning;
using System.Threading.Channels;
using Compute.Framework;
using Compute.Framework.Authoring;

namespace Compute.Providers.Local.Launch;

/// <summary>A running process on Linux whose three streams are a pseudo-terminal.</summary>
[SupportedOSPlatform("linux")]
internal sealed class LinuxTerminalChannel : TerminalChannel
{
    private const int WaitMilliseconds = 50;
    private const int BufferSize = 16 * 1024;

    private readonly PseudoTerminal _terminal;
    private readonly ChildProcess _process;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly CancellationTokenSource _disposed = new();

    private LinuxTerminalChannel(PseudoTerminal terminal, ChildProcess process)
    {
        _terminal = terminal;
        _process = process;
    }

    public override string ProcessId => _process.Id.ToString(CultureInfo.InvariantCulture);

    /// <summary>Starts a process in a terminal of its own.</summary>
    /// <exception cref="StartFailedException">The program cannot be executed.</exception>
    public static LinuxTerminalChannel Start(LaunchPlan plan, int columns, int rows)
    {
        var terminal = new PseudoTerminal(columns, rows);
        try
        {
            return new LinuxTerminalChannel(
                terminal, new ChildProcess(Spawner.Start(plan.Spec, terminal.InnerPath, isControlled: !plan.IsEntered), plan));
        }
        catch
        {
            terminal.Dispose();
            throw;
        }
    }

    public override async IAsyncEnumerable<ProcessFrame> ReadFramesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposed.Token);

        // Bounded: a full terminal holds the program back. A thread, since epoll reports nothing of a terminal without inner ends.
        var output = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(16) { SingleReader = true, SingleWriter = true });
        var reader = new Thread(() => Read(output.Writer, stop.Token)) { IsBackground = true, Name = "Compute.Local terminal" };
        reader.Start();
        try
        {
            await foreach (var data in output.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return ProcessFrame.Output(StandardStream.StandardOutput, data);
            }

            yield return await _process.EndAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await Task.Run(reader.Join, CancellationToken.None).ConfigureAwait(false);
        }
    }

    public override async ValueTask WriteInputAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            while (!data.IsEmpty)
            {
                if (_process.Exit.IsCompleted || _disposed.IsCancellationRequested)
                {
                    throw new ProcessInputClosedException();
                }

                var remaining = data;
                var written = await Task.Run(
                    () => _terminal.Write(remaining.Span, WaitMilliseconds), cancellationToken).ConfigureAwait(false);
                data = written >= 0 ? data[written..] : throw new ProcessInputClosedException();
            }
        }
        finally
        {
            _writing.Release();
        }
    }

    public override ValueTask ResizeAsync(int columns, int rows, CancellationToken cancellationToken)
    {
        _terminal.Resize(columns, rows);
        return ValueTask.CompletedTask;
    }

    public override ValueTask SignalAsync(Signal signal, CancellationToken cancellationToken)
    {
        _process.Signal(signal.Number);
        return ValueTask.CompletedTask;
    }

    public override async ValueTask KillAsync(CancellationToken cancellationToken) =>
        await _process.KillAsync(cancellationToken).ConfigureAwait(false);

    public override async ValueTask DisposeAsync()
    {
        await _disposed.CancelAsync().ConfigureAwait(false);
        _terminal.Dispose();
        _writing.Dispose();
        _disposed.Dispose();
        await base.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Ends when every inner end is closed, or when the program has ended and what it left behind says nothing for a
    /// while.</summary>
    private void Read(ChannelWriter<byte[]> output, CancellationToken stop)
    {
        try
        {
            var buffer = new byte[BufferSize];
            var quiet = 0;
            while (!stop.IsCancellationRequested && quiet < OutputPump.Grace.TotalMilliseconds)
            {
                var count = _terminal.Read(buffer, WaitMilliseconds);
                if (count < 0)
                {
                    break;
                }

                quiet = count > 0 || !_process.Exit.IsCompleted ? 0 : quiet + WaitMilliseconds;
                if (count > 0)
                {
                    output.WriteAsync(buffer.AsSpan(0, count).ToArray(), stop).AsTask().Wait(stop);
                }
            }

            output.TryComplete();
        }
        catch (Exception exception) when (exception is OperationCanceledException or ChannelClosedException or AggregateException)
        {
            output.TryComplete(exception);
        }
    }
}
