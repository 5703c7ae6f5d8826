using System.Globalization;
using System.Runtime.CompilerServices;
using Compute.Framework;
using Compute.Providers.Docker.Engine;
using Compute.Providers.Docker.Wire;

namespace Compute.Providers.Docker.Exec;

/// <summary>A command that runs in a container.</summary>
internal sealed class ExecChannel : ProcessChannel
{
    private readonly Execs _execs;
    private readonly string _containerId;
    private readonly ExecLaunch _launch;
    private readonly string? _user;
    private readonly EngineConnection _connection;
    private readonly TaskCompletionSource _known = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _hasEnded;

    private ExecChannel(Execs execs, string containerId, ExecLaunch launch, string? user, string id, EngineConnection connection)
    {
        _execs = execs;
        _containerId = containerId;
        _launch = launch;
        _user = user;
        ProcessId = id;
        _connection = connection;
    }

    public override string ProcessId { get; }

    public static async Task<ExecChannel> StartAsync(
        Execs execs, string containerId, ExecLaunch launch, IReadOnlyDictionary<string, string> environment, string? user, CancellationToken cancellationToken)
    {
        var exec = new CreateExec
        {
            AttachStdin = true,
            Cmd = launch.Command,
            Env = [$"{launch.Marker}=1", .. environment.Select(variable => $"{variable.Key}={variable.Value}")],
            User = user,
        };
        try
        {
            var (id, connection) = await execs.StartAsync(containerId, exec, cancellationToken).ConfigureAwait(false);
            return new ExecChannel(execs, containerId, launch, user, id, connection);
        }
        catch (OperationCanceledException)
        {
            // It may have been started all the same.
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            await execs.KillAsync(containerId, launch.Marker, user, limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    public override async IAsyncEnumerable<ProcessFrame> ReadFramesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var frames = new OutputFrames(_connection.Stream);
        var said = ReadOnlyMemory<byte>.Empty;
        while (await frames.ReadAsync(cancellationToken).ConfigureAwait(false) is var (of, data))
        {
            if (of == OutputStream.StandardError && !_launch.IsKnown)
            {
                data = _launch.TakeRecord(data);
                if (_launch.IsKnown)
                {
                    _known.TrySetResult();
                }
            }
            else if (!_launch.IsKnown && said.IsEmpty)
            {
                said = data.ToArray();
            }

            if (!data.IsEmpty)
            {
                yield return ProcessFrame.Output(of, data);
            }
        }

        var code = await _execs.WaitForExitAsync(ProcessId, cancellationToken).ConfigureAwait(false);
        _hasEnded = true;
        _known.TrySetResult();
        yield return _launch switch
        {
            { Failure: { } failure } => ProcessFrame.FailedToStart(failure),
            { ProcessId: null } => throw new UnsupportedCapabilityException("POSIX shell", $"the engine could not start /bin/sh: {_launch.Seen}{System.Text.Encoding.UTF8.GetString(said.Span).Trim()}"),
            _ when code is > 128 and <= 192 => ProcessFrame.Signaled(code - 128),
            _ => ProcessFrame.Exited(code),
        };
    }

    public override async ValueTask WriteInputAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        try
        {
            await _connection.Stream.WriteAsync(data, cancellationToken).ConfigureAwait(false);
            await _connection.Stream.FlushAsync(cancellationToken).ConfigureAwait(false);
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
            await _connection.CloseOutputAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or System.Net.Sockets.SocketException or ObjectDisposedException)
        {
            // The command has ended.
        }
    }

    public override async ValueTask SignalAsync(int signal, CancellationToken cancellationToken)
    {
        await _known.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (!_hasEnded && _launch.ProcessId is { } id)
        {
            string[] command = ["/bin/sh", "-c", "kill -\"$1\" \"$2\"", "sh", signal.ToString(CultureInfo.InvariantCulture), id.ToString(CultureInfo.InvariantCulture)];
            await _execs.RunAsync(_containerId, command, _user, cancellationToken).ConfigureAwait(false);
        }
    }

    public override async ValueTask KillAsync(CancellationToken cancellationToken)
    {
        if (!_hasEnded)
        {
            try
            {
                await _execs.KillAsync(_containerId, _launch.Marker, _user, cancellationToken).ConfigureAwait(false);
            }
            catch (SandboxNotFoundException)
            {
                // It went with its sandbox.
            }
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }
}
