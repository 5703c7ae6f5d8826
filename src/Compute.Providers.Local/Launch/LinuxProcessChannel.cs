using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.Versioning;
using Compute.Framework;
using Compute.Providers.Local.Native;

namespace Compute.Providers.Local.Launch;

/// <summary>A running process on Linux.</summary>
[SupportedOSPlatform("linux")]
internal sealed class LinuxProcessChannel : ProcessChannel
{
    private readonly Stream _input;
    private readonly Stream _output;
    private readonly Stream _error;
    private readonly Task<ChildExit> _exit;
    private readonly ProcessTree _tree;
    private readonly ProcessStat _root;
    private readonly bool _isEntered;
    private int _isRead;

    private LinuxProcessChannel(ProcessStat root, Stream input, Stream output, Stream error, Task<ChildExit> exit, ProcessTree tree, bool isEntered)
    {
        _root = root;
        _input = input;
        _output = output;
        _error = error;
        _exit = exit;
        _tree = tree;
        _isEntered = isEntered;
    }

    public override string ProcessId => _root.Id.ToString(CultureInfo.InvariantCulture);

    /// <summary>Completes when the process has ended.</summary>
    public Task<ChildExit> Exit => _exit;

    /// <summary>Starts a process.</summary>
    /// <param name="spec">What to start.</param>
    /// <param name="marker">The environment entry by which everything that it starts is found again.</param>
    /// <param name="isEntered">Whether the process is a helper that enters the sandbox; the command is its child then.</param>
    /// <exception cref="StartFailedException">The program cannot be executed.</exception>
    public static LinuxProcessChannel Start(ProcessSpec spec, string marker, bool isEntered = false)
    {
        using var input = new Pipe();
        using var output = new Pipe();
        using var error = new Pipe();
        output.Enlarge();
        var id = Spawner.Start(spec, [input.ReadDescriptor, output.WriteDescriptor, error.WriteDescriptor]);

        // Until it is waited for, the child's id cannot come to mean another process.
        var root = ProcFs.Stat(id) ?? new ProcessStat(id, 'Z', 0, id, id, 0);
        var exit = ChildWaiter.WaitAsync(id);
        return new LinuxProcessChannel(root, input.TakeWriter(), output.TakeReader(), error.TakeReader(), exit, new ProcessTree(root, marker), isEntered);
    }

    public override async IAsyncEnumerable<ProcessFrame> ReadFramesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _isRead, 1) != 0)
        {
            throw new InvalidOperationException("The frames of a process are read once.");
        }

        await foreach (var frame in new OutputPump(_output, _error, _exit).ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return frame;
        }

        var exit = await _exit.WaitAsync(cancellationToken).ConfigureAwait(false);
        yield return exit.IsSignal ? ProcessFrame.Signaled(exit.Code) : ProcessFrame.Exited(exit.Code);
    }

    public override async ValueTask WriteInputAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        try
        {
            await _input.WriteAsync(data, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            throw new ProcessInputClosedException(exception);
        }
    }

    public override ValueTask CloseInputAsync(CancellationToken cancellationToken) => _input.DisposeAsync();

    public override ValueTask SignalAsync(int signal, CancellationToken cancellationToken)
    {
        if (!_exit.IsCompleted)
        {
            // The helper passes no signal on; the command is its only child.
            var target = _isEntered ? ProcessTree.OnlyChild(_root) ?? _root : _root;
            ProcessDescriptor.Signal(target.Id, target.StartTime, signal);
        }

        return ValueTask.CompletedTask;
    }

    public override async ValueTask KillAsync(CancellationToken cancellationToken) =>
        await Task.Run(_tree.Kill, cancellationToken).ConfigureAwait(false);

    public override async ValueTask DisposeAsync()
    {
        await _input.DisposeAsync().ConfigureAwait(false);
        if (Interlocked.Exchange(ref _isRead, 1) == 0)
        {
            await _output.DisposeAsync().ConfigureAwait(false);
            await _error.DisposeAsync().ConfigureAwait(false);
        }

        await base.DisposeAsync().ConfigureAwait(false);
    }
}
