using System.Runtime.CompilerServices;
using System.Text;
using System.Threading.Channels;
using Compute.Framework.Authoring;

namespace Compute.Framework.Tests.Runtime;

/// <summary>A process whose frames a test sends by hand.</summary>
internal sealed class ScriptedChannel(string processId = "42") : ProcessChannel
{
    private readonly Channel<ProcessFrame> _frames = Channel.CreateUnbounded<ProcessFrame>();

    public override string ProcessId => processId;

    public MemoryStream Input { get; } = new();

    public bool IsInputClosed { get; private set; }

    public int Kills { get; private set; }

    public Func<ProcessFrame?> OnKill { get; set; } = () => ProcessFrame.Signaled(9);

    /// <summary>What reading does once it is cancelled, before it returns.</summary>
    public Func<Task> OnReadCancelled { get; set; } = () => Task.CompletedTask;

    public Func<CancellationToken, Task> OnWrite { get; set; } = _ => Task.CompletedTask;

    public bool IsReading { get; private set; }

    public int Closes { get; private set; }

    /// <summary>Whether it was disposed while it was read.</summary>
    public bool? WasDisposedWhileRead { get; private set; }

    public void Send(params IEnumerable<ProcessFrame> frames)
    {
        foreach (var frame in frames)
        {
            Assert.True(_frames.Writer.TryWrite(frame));
        }
    }

    public void SendText(string text, StandardStream stream = StandardStream.StandardOutput) =>
        Send(ProcessFrame.Output(stream, Encoding.UTF8.GetBytes(text)));

    public void Disconnect(Exception? error = null) => _frames.Writer.TryComplete(error);

    public override async IAsyncEnumerable<ProcessFrame> ReadFramesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IsReading = true;
        try
        {
            while (await NextAsync(cancellationToken))
            {
                while (_frames.Reader.TryRead(out var frame))
                {
                    yield return frame;
                }
            }
        }
        finally
        {
            IsReading = false;
        }
    }

    public override async ValueTask WriteInputAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        await OnWrite(cancellationToken);
        Input.Write(data.Span);
    }

    public override ValueTask DisposeAsync()
    {
        WasDisposedWhileRead ??= IsReading;
        return base.DisposeAsync();
    }

    private async Task<bool> NextAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _frames.Reader.WaitToReadAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await OnReadCancelled();
            throw;
        }
    }

    public override ValueTask CloseInputAsync(CancellationToken cancellationToken)
    {
        Closes++;
        IsInputClosed = true;
        return ValueTask.CompletedTask;
    }

    public override ValueTask SignalAsync(Signal signal, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public override ValueTask KillAsync(CancellationToken cancellationToken)
    {
        Kills++;
        if (OnKill() is { } end)
        {
            _frames.Writer.TryWrite(end);
        }

        return ValueTask.CompletedTask;
    }
}
