using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Compute.Framework;
using Compute.Framework.Authoring;

namespace Compute.Providers.Local.Launch;

/// <summary>A running process where there is no <see cref="LinuxProcessChannel"/>.</summary>
/// <remarks>.NET's own process class reports a death by signal n as exit code 128+n, and finds descendants by their parents only.</remarks>
internal sealed class PortableProcessChannel : ProcessChannel
{
    private readonly Process _process;
    private readonly Task _exit;

    private PortableProcessChannel(Process process)
    {
        _process = process;
        _exit = process.WaitForExitAsync();
    }

    public override string ProcessId => _process.Id.ToString(CultureInfo.InvariantCulture);

    /// <exception cref="StartFailedException">The program cannot be executed.</exception>
    public static PortableProcessChannel Start(ProcessSpec spec)
    {
        var info = new ProcessStartInfo(spec.Path)
        {
            WorkingDirectory = spec.WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var argument in spec.Arguments.Skip(1))
        {
            info.ArgumentList.Add(argument);
        }

        info.Environment.Clear();
        foreach (var (key, value) in spec.Environment)
        {
            info.Environment[key] = value;
        }

        var process = new Process { StartInfo = info };
        try
        {
            process.Start();
            return new PortableProcessChannel(process);
        }
        catch (Win32Exception exception)
        {
            process.Dispose();
            throw new StartFailedException($"'{spec.Arguments[0]}' cannot be started: {exception.Message}");
        }
    }

    public override async IAsyncEnumerable<ProcessFrame> ReadFramesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pump = new OutputPump(_process.StandardOutput.BaseStream, _process.StandardError.BaseStream, _exit);
        await foreach (var frame in pump.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return frame;
        }

        await _exit.WaitAsync(cancellationToken).ConfigureAwait(false);
        yield return ProcessFrame.Exited(_process.ExitCode);
    }

    public override async ValueTask WriteInputAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        try
        {
            await _process.StandardInput.BaseStream.WriteAsync(data, cancellationToken).ConfigureAwait(false);
            await _process.StandardInput.BaseStream.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            throw new ProcessInputClosedException(exception);
        }
    }

    public override ValueTask CloseInputAsync(CancellationToken cancellationToken)
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The process no longer reads; closed is closed.
        }

        return ValueTask.CompletedTask;
    }

    public override ValueTask SignalAsync(Signal signal, CancellationToken cancellationToken) => signal == Signal.Kill
        ? KillAsync(cancellationToken)
        : ValueTask.FromException(new UnsupportedCapabilityException(
            "Signal", "only signal 9 (kill) can be sent on this operating system"));

    public override ValueTask KillAsync(CancellationToken cancellationToken)
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended meanwhile.
        }

        return ValueTask.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        _process.Dispose();
        await base.DisposeAsync().ConfigureAwait(false);
    }
}
