namespace Compute.Framework.Authoring;

/// <summary>What an author gives the framework for a running process: frames out; input, signal and kill in.</summary>
/// <remarks>
/// The framework makes it replayable and applies time-outs. Members may be called concurrently, but for these rules that the framework
/// keeps: frames are read once; nothing is written once <see cref="CloseInputAsync"/> was called, which is called once (a
/// <see cref="TerminalChannel"/> may be written to after it); and the channel is disposed when the reading has ended, unless that did not
/// heed its token for five seconds. Over an HTTP response, derive from <see cref="Http.HttpProcessChannel"/>.
/// </remarks>
public abstract class ProcessChannel : IAsyncDisposable
{
    /// <summary>The process's id at the back end.</summary>
    public abstract string ProcessId { get; }

    /// <summary>Reads output as it comes; called once. The last frame reports the end.</summary>
    /// <remarks>A sequence that ends without an end frame, or throws, is a lost connection. The framework never makes up an end.
    /// The memory of a frame may be reused once the next frame is asked for.</remarks>
    /// <param name="cancellationToken">Stops the reading. A response that is being read must end with it: disposing one that is read
    /// corrupts its connection.</param>
    public abstract IAsyncEnumerable<ProcessFrame> ReadFramesAsync(CancellationToken cancellationToken);

    /// <summary>Writes to the process's standard input.</summary>
    /// <remarks>An <see cref="IOException"/> says the same as <see cref="ProcessInputClosedException"/>; every other error ends the
    /// process,
    /// whose input would be incomplete.</remarks>
    /// <param name="data">The bytes.</param>
    /// <param name="cancellationToken">Cancels the write.</param>
    /// <exception cref="ProcessInputClosedException">The process no longer reads. That it was closed is the framework's to
    /// refuse.</exception>
    public abstract ValueTask WriteInputAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken);

    /// <summary>Closes the process's standard input.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    public abstract ValueTask CloseInputAsync(CancellationToken cancellationToken);

    /// <summary>Sends a signal to the process; does nothing when it has ended.</summary>
    /// <param name="signal">The signal.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public abstract ValueTask SignalAsync(Signal signal, CancellationToken cancellationToken);

    /// <summary>Kills the process and everything that it started, inside the sandbox. Idempotent.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    public abstract ValueTask KillAsync(CancellationToken cancellationToken);

    /// <summary>Releases the connection. The framework has killed the process or seen its end before, and has ended the reading; only one
    /// that
    /// <see cref="AttachProcessAttribute"/> gave may still run, and runs on.</summary>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}

/// <summary>Kinds of <see cref="ProcessFrame"/>.</summary>
public enum ProcessFrameKind
{
    /// <summary>Bytes of the standard output.</summary>
    StandardOutput,

    /// <summary>Bytes of the standard error.</summary>
    StandardError,

    /// <summary>The process exited; <see cref="ProcessFrame.Code"/> is the exit code.</summary>
    Exited,

    /// <summary>A signal ended the process; <see cref="ProcessFrame.Code"/> is its number.</summary>
    Signaled,

    /// <summary>The process could not be started; <see cref="ProcessFrame.Reason"/> says why.</summary>
    FailedToStart,

    /// <summary>The back end killed the process because a time-out of its own elapsed.</summary>
    TimedOut,

    /// <summary>The back end killed the process because somebody asked for it.</summary>
    Killed,
}

/// <summary>A piece of what a process sends: output, or its end.</summary>
public readonly record struct ProcessFrame
{
    private ProcessFrame(ProcessFrameKind kind, ReadOnlyMemory<byte> data = default, int code = 0, string? reason = null)
    {
        Kind = kind;
        Data = data;
        Code = code;
        Reason = reason;
    }

    /// <summary>The kind.</summary>
    public ProcessFrameKind Kind { get; }

    /// <summary>The bytes of an output frame.</summary>
    public ReadOnlyMemory<byte> Data { get; }

    /// <summary>The exit code or the signal's number.</summary>
    public int Code { get; }

    /// <summary>Why the process could not be started.</summary>
    public string? Reason { get; }

    /// <summary>Output.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="data">The bytes.</param>
    public static ProcessFrame Output(StandardStream stream, ReadOnlyMemory<byte> data) =>
        new(stream == StandardStream.StandardOutput ? ProcessFrameKind.StandardOutput : ProcessFrameKind.StandardError, data);

    /// <summary>The end: the process exited.</summary>
    /// <param name="exitCode">The exit code that the back end reported.</param>
    public static ProcessFrame Exited(int exitCode) => new(ProcessFrameKind.Exited, code: exitCode);

    /// <summary>The end: a signal ended the process.</summary>
    /// <param name="signal">The signal's number, 1 to 64.</param>
    public static ProcessFrame Signaled(int signal) => new(ProcessFrameKind.Signaled, code: signal);

    /// <summary>The end: the process could not be started.</summary>
    /// <param name="reason">Why not.</param>
    public static ProcessFrame FailedToStart(string reason) => new(ProcessFrameKind.FailedToStart, reason: reason);

    /// <summary>The end: the back end killed the process because a time-out of its own elapsed, as for a process that another caller
    /// started with one.</summary>
    public static ProcessFrame TimedOut() => new(ProcessFrameKind.TimedOut);

    /// <summary>The end: the back end killed the process because somebody asked for it, which may be another caller.</summary>
    public static ProcessFrame Killed() => new(ProcessFrameKind.Killed);
}
