using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;
using Compute.Framework.Emulation;

namespace Compute.Providers.Docker.Exec;

/// <summary>A command that runs in a container, with or without a terminal.</summary>
internal sealed class ExecChannel(Execs execs, string containerId, ShellLaunch launch, string? user, RunningExec exec) : TerminalChannel
{
    private static readonly TimeSpan CleanUpTime = TimeSpan.FromSeconds(10);

    private readonly TaskCompletionSource _known = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _hasInput;
    private volatile bool _hasEnded;

    public override string ProcessId => exec.Id;

    public static async Task<ExecChannel> StartAsync(
        Execs execs, string containerId, ShellLaunch launch, IReadOnlyDictionary<string, string> environment, string? user, CancellationToken cancellationToken)
    {
        var create = new CreateExec
        {
            AttachStdin = true,
            Tty = launch.Terminal is not null,
            Cmd = launch.Command,
            Env = [$"{launch.Marker}=1", .. environment.Select(variable => $"{variable.Key}={variable.Value}")],
            User = user,
        };
        try
        {
            return new ExecChannel(execs, containerId, launch, user, await execs.StartAsync(containerId, create, cancellationToken).ConfigureAwait(false));
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
        var said = string.Empty;
        try
        {
            while (await frames.ReadAsync(cancellationToken).ConfigureAwait(false) is var (of, data))
            {
                if (!launch.IsKnown && (launch.Terminal is not null || of == OutputStream.StandardError))
                {
                    data = launch.TakeRecord(data);
                    if (launch.IsKnown)
                    {
                        // Before anybody else can resize it.
                        await (launch.Terminal is var (columns, rows) ? execs.ResizeAsync(exec.Id, columns, rows, cancellationToken) : Task.CompletedTask).ConfigureAwait(false);
                        _known.TrySetResult();
                    }
                }
                else if (!launch.IsKnown && said.Length == 0)
                {
                    said = Encoding.UTF8.GetString(data.Span[..Math.Min(data.Length, 512)]).Trim();
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
        yield return launch.IsKnown
            ? launch.EndOf(code)
            : throw new UnsupportedCapabilityException("POSIX shell", $"the engine could not start /bin/sh: {said}{launch.Seen}");
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
            await (launch.Terminal is not null ? base.CloseInputAsync(cancellationToken).AsTask() : exec.Connection.CloseOutputAsync(cancellationToken).AsTask()).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException or ProcessInputClosedException)
        {
            // The command has ended.
        }
    }

    public override async ValueTask SignalAsync(int signal, CancellationToken cancellationToken)
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
            await (_hasEnded ? Task.CompletedTask : execs.KillAsync(containerId, launch.Marker, user, cancellationToken)).ConfigureAwait(false);
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
        await execs.ResizeAsync(exec.Id, columns, rows, cancellationToken).ConfigureAwait(false);
    }

    public override async ValueTask DisposeAsync()
    {
        await exec.Connection.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }
}
