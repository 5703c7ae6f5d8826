using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.Versioning;
using Compute.Framework;
using Compute.Framework.Authoring;

namespace Compute.Providers.Local.Launch;

/// <summary>A running process on Linux.</summary>
[SupportedOSPlatform("linux")]
internal sealed class LinuxProcessChannel : ProcessChannel
{
    private readonly ChildProcess _process;
    private readonly Stream _input;
    private readonly Stream _output;
    private readonly Stream _error;
    private int _isRead;

    private LinuxProcessChannel(ChildProcess process, Stream input, Stream output, Stream error)
    {
        _process = process;
        _input = input;
        _output = output;
        _error = error;
    }

    public override string ProcessId => _process.Id.ToString(CultureInfo.InvariantCulture);

    /// <summary>Starts a process.</summary>
    /// <exception cref="StartFailedException">The program cannot be executed.</exception>
    public static LinuxProcessChannel Start(LaunchPlan plan)
    {
        using var input = new Pipe();
        using var output = new Pipe();
        using var error = new Pipe();
        output.Enlarge();
        var id = Spawner.Start(plan.Spec, [input.ReadDescriptor, output.WriteDescriptor, error.WriteDescriptor]);
        return new LinuxProcessChannel(new ChildProcess(id, plan), input.TakeWriter(), output.TakeReader(), error.TakeReader());
    }

    public override async IAsyncEnumerable<ProcessFrame> ReadFramesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _isRead, 1) != 0)
        {
            throw new InvalidOperationException("The frames of a process are read once.");
        }

        await foreach (var frame in new OutputPump(_output, _error, _process.Exit).ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return frame;
        }

        yield return await _process.EndAsync(cancellationToken).ConfigureAwait(false);
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

    public override ValueTask SignalAsync(Signal signal, CancellationToken cancellationToken)
    {
        _process.Signal(signal.Number);
        return ValueTask.CompletedTask;
    }

    public override async ValueTask KillAsync(CancellationToken cancellationToken) =>
        await _process.KillAsync(cancellationToken).ConfigureAwait(false);

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
