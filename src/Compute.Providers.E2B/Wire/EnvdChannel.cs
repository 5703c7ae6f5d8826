using System.Globalization;
using System.Runtime.CompilerServices;
using Compute.Framework.Authoring;
using Compute.Framework.Emulation;

namespace Compute.Providers.E2B.Wire;

/// <summary>A process in a sandbox, with or without a terminal: one that was started here, or that was found.</summary>
internal sealed class EnvdChannel : TerminalChannel
{
    private const int MaxInputBytes = 256 << 10;
    private static readonly TimeSpan CleanUpTime = TimeSpan.FromSeconds(10);

    private readonly Agent _agent;
    private readonly ConnectStream _stream;
    private readonly ShellLaunch? _launch;
    private readonly string? _marker;
    private readonly int _pid;
    private readonly bool _isTerminal;
    private volatile bool _hasEnded;

    private EnvdChannel(Agent agent, ConnectStream stream, int pid, ShellLaunch? launch, string? marker, bool isTerminal)
    {
        (_agent, _stream, _pid, _launch, _marker, _isTerminal) = (agent, stream, pid, launch, marker, isTerminal);
        ProcessId = pid.ToString(CultureInfo.InvariantCulture);
    }

    public override string ProcessId { get; }

    /// <summary>Starts a program.</summary>
    /// <param name="agent">The sandbox, and as whom.</param>
    /// <param name="launch">What to start, and where.</param>
    /// <param name="size">The terminal to start it in; none when null.</param>
    /// <param name="cancellationToken">Cancels the start; nothing runs then.</param>
    public static async Task<TerminalChannel> StartAsync(
        Agent agent, ShellLaunch launch, PtySize? size, CancellationToken cancellationToken)
    {
        var config = new ProcessConfig(launch.Command[0], [.. launch.Command.Skip(1)], launch.Environment);
        var start = new StartProcess(config, size is null ? null : new Pty(size), launch.Marker, Stdin: true);
        try
        {
            var stream = await agent.StartAsync(start, cancellationToken).ConfigureAwait(false);
            var pid = await StartedAsync(stream, cancellationToken).ConfigureAwait(false);
            return new EnvdChannel(agent, stream, pid, launch, launch.Marker, size is not null);
        }
        catch (EnvdException error) when (error.Code is "invalid_argument" or "not_found" or "permission_denied" or "internal" or "unknown"
            || (error.Code == "unauthenticated" && agent.User is not null))
        {
            var who = agent.User is { } user && !error.Says(user) ? $" as '{user}'" : string.Empty;
            return new RefusedChannel($"The sandbox's agent could not start the command{who}: {error.Message}");
        }
        catch (EnvdException error)
        {
            throw error.ToError();
        }
        catch (OperationCanceledException)
        {
            // It may have been started all the same.
            using var limit = new CancellationTokenSource(CleanUpTime);
            await agent.KillAsync(launch.Marker, limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    /// <summary>Finds a process that runs; null when there is none. Its output begins where it is found.</summary>
    public static async Task<ProcessChannel?> AttachAsync(Agent agent, int pid, string? marker, CancellationToken cancellationToken)
    {
        try
        {
            var stream = await agent.ConnectAsync(pid, cancellationToken).ConfigureAwait(false);
            await StartedAsync(stream, cancellationToken).ConfigureAwait(false);
            return new EnvdChannel(agent, stream, pid, launch: null, marker, isTerminal: false);
        }
        catch (EnvdException error) when (error.Code == "not_found")
        {
            return null;
        }
        catch (EnvdException error)
        {
            throw error.ToError();
        }
    }

    public override async IAsyncEnumerable<ProcessFrame> ReadFramesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await NextAsync(cancellationToken).ConfigureAwait(false) is { } message)
        {
            if (message.Event?.Data is { } data)
            {
                if (data.Stdout is { Length: > 0 } output)
                {
                    yield return ProcessFrame.Output(StandardStream.StandardOutput, output);
                }

                // The launch says on the standard error, or in the terminal, what became of the program.
                if ((data.Stderr ?? data.Pty) is { Length: > 0 } said && Own(said) is { IsEmpty: false } rest)
                {
                    yield return ProcessFrame.Output(
                        data.Pty is null ? StandardStream.StandardError : StandardStream.StandardOutput, rest);
                }
            }
            else if (message.Event?.End is { } end)
            {
                _hasEnded = true;
                yield return EndOf(end);
                yield break;
            }
        }
    }

    public override async ValueTask WriteInputAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        for (; !data.IsEmpty; data = data[Math.Min(data.Length, MaxInputBytes)..])
        {
            var piece = data[..Math.Min(data.Length, MaxInputBytes)].ToArray();
            var input = new SendInput(Selector, _isTerminal ? new ProcessInput(Pty: piece) : new ProcessInput(Stdin: piece));
            try
            {
                if (!await _agent.TryAsync("SendInput", input, cancellationToken).ConfigureAwait(false))
                {
                    throw new ProcessInputClosedException();
                }
            }
            catch (ProviderFaultException error) when (error.InnerException is EnvdException cause
                && (cause.Code == "failed_precondition" || cause.Says("broken pipe") || cause.Says("closed")))
            {
                throw new ProcessInputClosedException(error);
            }
        }
    }

    public override async ValueTask CloseInputAsync(CancellationToken cancellationToken)
    {
        if (_isTerminal)
        {
            await base.CloseInputAsync(cancellationToken).ConfigureAwait(false);
        }
        else if (!_hasEnded)
        {
            await _agent.TryAsync("CloseStdin", new ConnectProcess(Selector), cancellationToken).ConfigureAwait(false);
        }
    }

    public override ValueTask SignalAsync(Signal signal, CancellationToken cancellationToken) =>
        _hasEnded ? ValueTask.CompletedTask : new ValueTask(_agent.SignalAsync(_pid, signal, cancellationToken));

    public override async ValueTask KillAsync(CancellationToken cancellationToken)
    {
        if (!_hasEnded && _marker is not null)
        {
            await _agent.KillAsync(_marker, cancellationToken).ConfigureAwait(false);
        }

        // The agent itself reaches what has left its marker behind, and sees to what waits for the process outside of the sandbox.
        if (!_hasEnded)
        {
            await _agent.SignalAsync(_pid, Signal.Kill, cancellationToken).ConfigureAwait(false);
        }
    }

    public override async ValueTask ResizeAsync(int columns, int rows, CancellationToken cancellationToken) =>
        await _agent.TryAsync("Update", new UpdateProcess(Selector, new Pty(new PtySize(columns, rows))), cancellationToken)
            .ConfigureAwait(false);

    public override async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    private ProcessSelector Selector => new(_pid);

    /// <summary>The process's id, which comes first.</summary>
    private static async Task<int> StartedAsync(ConnectStream stream, CancellationToken cancellationToken)
    {
        try
        {
            while (await stream.ReadAsync(E2BJson.Default.ProcessMessage, cancellationToken).ConfigureAwait(false) is { } message)
            {
                if (message.Event?.Start is { } started)
                {
                    return started.Pid;
                }
            }

            throw new ProviderFaultException("The sandbox's agent did not say which process it started.");
        }
        catch
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private ReadOnlyMemory<byte> Own(byte[] said) => _launch is null ? said : _launch.TakeRecord(said);

    private async ValueTask<ProcessMessage?> NextAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _stream.ReadAsync(E2BJson.Default.ProcessMessage, cancellationToken).ConfigureAwait(false);
        }
        catch (EnvdException error)
        {
            throw error.ToError();
        }
    }

    /// <summary>The agent distinguishes a death by a signal from an exit code; what the launch could not start it takes for one.</summary>
    private ProcessFrame EndOf(ProcessEnd end)
    {
        if (_launch is { IsKnown: true } && _launch.EndOf(end.ExitCode) is { Kind: ProcessFrameKind.FailedToStart } failed)
        {
            return failed;
        }

        if (GoSignals.NumberIn(end.Status ?? end.Error) is { } signal)
        {
            return ProcessFrame.Signaled(signal);
        }

        return _launch is { IsKnown: false }
            ? ProcessFrame.FailedToStart($"The sandbox's agent could not start the command: {end.Error ?? end.Status} {_launch.Seen}")
            : ProcessFrame.Exited(end.ExitCode);
    }
}
