using System.Globalization;
using System.Runtime.CompilerServices;

namespace Compute.Framework.Emulation;

/// <summary>A command that began in a shell session. It takes no input.</summary>
/// <param name="session">The session, which is this command's until it is disposed.</param>
/// <param name="request">The command.</param>
/// <param name="start">Starts another process in the sandbox, to kill this one.</param>
/// <param name="release">Takes the session back, with whether another command may run in it.</param>
internal sealed class ShellSessionCommand(
    ShellSession session, ShellSessionRequest request, ProcessStarter start, Func<bool, ValueTask> release) : ProcessChannel
{
    private bool _hasEnded;
    private bool _isReleased;

    public override string ProcessId =>
        request.Launch.ProcessId is { } id ? id.ToString(CultureInfo.InvariantCulture) : request.Launch.Marker;

    public override async IAsyncEnumerable<ProcessFrame> ReadFramesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = cancellationToken.UnsafeRegister(static session => ((ShellSession)session!).StopReading(), session);
        int? status = null;
        for (var open = 2; open > 0;)
        {
            switch (await session.ReadAsync().ConfigureAwait(false))
            {
                case null:
                    // The shell was killed, or the connection lost: even after the mark of an end, output may be missing.
                    yield break;
                case { Mark: ShellSessionScript.Ended, Value: var value }:
                    status = value;
                    break;
                case { Mark: ShellSessionScript.Closed }:
                    open--;
                    break;
                case { Stream: var stream, Data: var data }:
                    if (stream == StandardStream.StandardError)
                    {
                        data = request.Launch.TakeRecord(data);
                    }

                    if (!data.IsEmpty)
                    {
                        yield return ProcessFrame.Output(stream, data);
                    }

                    break;
            }
        }

        if (status is { } code && request.Launch.IsKnown)
        {
            _hasEnded = true;
            yield return request.Launch.EndOf(code);
        }
    }

    public override ValueTask WriteInputAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken) =>
        throw new ProcessInputClosedException();

    public override ValueTask CloseInputAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public override async ValueTask SignalAsync(Signal signal, CancellationToken cancellationToken)
    {
        if (!_hasEnded && request.Launch.SignalCommand(signal) is { } command)
        {
            await RunAsync(command, cancellationToken).ConfigureAwait(false);
        }
    }

    public override async ValueTask KillAsync(CancellationToken cancellationToken)
    {
        if (!_hasEnded)
        {
            await RunAsync(ProcessTreeKill.Command(request.Launch.Marker), cancellationToken).ConfigureAwait(false);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isReleased, true))
        {
            return;
        }

        await release(_hasEnded).ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    private async ValueTask RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var channel = await start(new Command { Arguments = arguments, User = request.User }, cancellationToken).ConfigureAwait(false);
        await using (channel.ConfigureAwait(false))
        {
            await channel.CloseInputAsync(cancellationToken).ConfigureAwait(false);
            await foreach (var frame in channel.ReadFramesAsync(cancellationToken).ConfigureAwait(false))
            {
                _ = frame;
            }
        }
    }
}
