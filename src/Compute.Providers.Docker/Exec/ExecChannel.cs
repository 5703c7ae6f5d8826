using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;
using Compute.Framework.Authoring;
using Compute.Framework.Emulation;

namespace Compute.Providers.Docker.Exec;

/// <summary>A command that runs in a container, with or without a terminal.</summary>
internal sealed class ExecChannel(Execs execs, string containerId, ShellLaunch launch, string? user, RunningExec exec) : TerminalChannel
{
    private const int MaxEarlyBytes = 1 << 20;
    private static readonly TimeSpan CleanUpTime = TimeSpan.FromSeconds(10);

    private readonly TaskCompletionSource _known = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TerminalSize _size = new(execs, exec.Id);
    private volatile bool _hasInput;
    private volatile bool _hasEnded;

    public override string ProcessId => exec.Id;

    /// <param name="execs">The engine's calls.</param>
    /// <param name="containerId">The container.</param>
    /// <param name="launch">What to start, and how.</param>
    /// <param name="directory">Where the engine starts it; the container's directory when null.</param>
    /// <param name="user">As whom; the container's user when null.</param>
    /// <param name="cancellationToken">Cancels the start; nothing runs then.</param>
    public static async Task<TerminalChannel> StartAsync(
        Execs execs, string containerId, ShellLaunch launch, string? directory, string? user, CancellationToken cancellationToken)
    {
        var create = new CreateExec
        {
            AttachStdin = true,
            Tty = launch.Terminal is not null,
            Cmd = launch.Command,
            Env = [.. launch.Environment.Select(variable => $"{variable.Key}={variable.Value}")],
            User = user,
            WorkingDir = directory,
        };
        try
        {
            return new ExecChannel(
                execs, containerId, launch, user, await execs.StartAsync(containerId, create, cancellationToken).ConfigureAwait(false));
        }
        catch (ExecRefusedException error)
        {
            return new RefusedChannel(EngineRefusal.Describe(error.Message));
        }
        catch (OperationCanceledException)
        {
            // It may have been started all the same.
            using var limit = new CancellationTokenSource(CleanUpTime);
            await execs.KillAsync(containerId, launch.Marker, user, limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    public override async IAsyncEnumerable<ProcessFrame> ReadFramesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var frames = new OutputFrames(exec.Connection.Stream, isRaw: launch.Terminal is not null, () => _hasInput);
        // What comes before the shell's record is the engine's, or the program's own that overtook it.
        byte[] early = [];
        try
        {
            while (await frames.ReadAsync(cancellationToken).ConfigureAwait(false) is var (of, data))
            {
                if (launch.Terminal is not null || of == StandardStream.StandardError)
                {
                    var wasKnown = launch.IsKnown;
                    data = launch.TakeRecord(data);
                    if (!wasKnown && launch.IsKnown)
                    {
                        // Before anybody else can resize it.
                        if (launch.Terminal is var (columns, rows))
                        {
                            await _size.SetAsync(columns, rows, cancellationToken).ConfigureAwait(false);
                        }

                        _known.TrySetResult();
                        if (early.Length > 0)
                        {
                            yield return ProcessFrame.Output(StandardStream.StandardOutput, early);
                        }
                    }
                }
                else if (!launch.IsKnown)
                {
                    early = early.Length < MaxEarlyBytes ? [.. early, .. data.Span]
                        : throw new SandboxUnavailableException("The connection was lost: the engine passes the output on, but not what " +
                            "was said before it.") { IsOutcomeUnknown = true };
                    continue;
                }

                if (!data.IsEmpty && !(_hasInput && EngineQuirks.IsOwnError(data.Span)))
                {
                    yield return ProcessFrame.Output(of, data);
                }
            }
        }
        finally
        {
            // Nobody waits any longer for what does not come.
            _known.TrySetResult();
        }

        var code = await execs.WaitForExitAsync(exec, cancellationToken).ConfigureAwait(false);
        _hasEnded = true;
        _size.Stop();
        yield return launch.IsKnown || code is > 128 and <= 192
            ? launch.EndOf(code)
            : ProcessFrame.FailedToStart(EngineRefusal.Describe(
                $"{Encoding.UTF8.GetString(early, 0, Math.Min(early.Length, 512)).Trim()}{launch.Seen}"));
    }

    public override async ValueTask WriteInputAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        // An engine may lose what a command says when it ends without having read its input: the record of its launch comes first.
        await _known.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        _hasInput = true;
        try
        {
            await exec.Connection.Stream.WriteAsync(data, cancellationToken).ConfigureAwait(false);
            await exec.Connection.Stream.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            throw new ProcessInputClosedException(exception);
        }
    }

    public override async ValueTask CloseInputAsync(CancellationToken cancellationToken)
    {
        try
        {
            await (
                launch.Terminal is not null ? base.CloseInputAsync(cancellationToken)
                    .AsTask() : exec.Connection.CloseOutputAsync(cancellationToken).AsTask()).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException
            or ProcessInputClosedException)
        {
            // The command has ended.
        }
    }

    public override async ValueTask SignalAsync(Signal signal, CancellationToken cancellationToken)
    {
        await _known.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (!_hasEnded && launch.SignalCommand(signal) is { } command)
        {
            await execs.RunAsync(containerId, command, user, cancellationToken).ConfigureAwait(false);
        }
    }

    public override async ValueTask KillAsync(CancellationToken cancellationToken)
    {
        try
        {
            await (
                _hasEnded ? Task.CompletedTask : execs.KillAsync(
                    containerId, launch.Marker, user, cancellationToken)).ConfigureAwait(false);
        }
        catch (SandboxNotFoundException)
        {
            // It went with its sandbox.
        }
    }

    public override async ValueTask ResizeAsync(int columns, int rows, CancellationToken cancellationToken)
    {
        // Engines know the terminal only when the command runs.
        await _known.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        await _size.SetAsync(columns, rows, cancellationToken).ConfigureAwait(false);
    }

    public override async ValueTask DisposeAsync()
    {
        _size.Stop();
        await exec.Connection.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }
}
