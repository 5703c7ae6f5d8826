using System.ComponentModel;
using System.Diagnostics;

namespace Compute.Framework;

/// <summary>Runs a program on this machine, for providers that drive a command-line tool or a plain process.</summary>
/// <remarks>
/// Built on <see cref="Process"/>, on every operating system. It cannot tell a death by signal n from exit code 128+n: 129 to 192
/// are reported as signals. A cancelled run kills the process tree as far as it can be seen (a process that was adopted by
/// another parent escapes).
/// </remarks>
public static class HostProcess
{
    private const int FirstSignalCode = 129;
    private const int LastSignalCode = 192;

    /// <summary>How long output is awaited that a background process keeps open after its parent's end.</summary>
    private static readonly TimeSpan OutputGrace = TimeSpan.FromSeconds(1);

    /// <summary>Runs a program to its end. It gets <c>PATH</c> and <c>HOME</c> and what is given, nothing else of this process's environment, and no input.</summary>
    /// <param name="arguments">The program and its arguments.</param>
    /// <param name="workingDirectory">Where it starts, and its <c>HOME</c>; must exist.</param>
    /// <param name="environment">Variables to add, or null.</param>
    /// <param name="maxOutputBytes">How many bytes of each output stream are kept.</param>
    /// <param name="cancellationToken">Kills the process tree.</param>
    /// <returns>The outcome; <see cref="ExecutionOutcome.FailedToStart"/> when the program is missing or cannot be executed.</returns>
    public static async Task<ExecutionResult> RunAsync(
        IReadOnlyList<string> arguments,
        string workingDirectory,
        IReadOnlyDictionary<string, string>? environment = null,
        long maxOutputBytes = Command.DefaultMaxOutputBytes,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentException.ThrowIfNullOrEmpty(workingDirectory);
        cancellationToken.ThrowIfCancellationRequested();
        var start = Stopwatch.GetTimestamp();
        using var process = new Process { StartInfo = StartInfo(arguments, workingDirectory, environment) };
        try
        {
            process.Start();
        }
        catch (Win32Exception exception)
        {
            return ExecutionResult.FailedToStart($"'{arguments[0]}' could not be started: {exception.Message}");
        }

        process.StandardInput.Close();
        using var reading = new CancellationTokenSource();
        var output = new Runtime.OutputCapture(maxOutputBytes);
        var error = new Runtime.OutputCapture(maxOutputBytes);
        var streams = Task.WhenAll(
            CaptureAsync(process.StandardOutput.BaseStream, output, reading.Token),
            CaptureAsync(process.StandardError.BaseStream, error, reading.Token));
        try
        {
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            await reading.CancelAsync().ConfigureAwait(false);
            throw;
        }

        reading.CancelAfter(OutputGrace);
        await streams.ConfigureAwait(false);
        var result = process.ExitCode is >= FirstSignalCode and <= LastSignalCode
            ? ExecutionResult.Signaled(process.ExitCode - FirstSignalCode + 1, output.Bytes, error.Bytes)
            : ExecutionResult.Exited(process.ExitCode, output.Bytes, error.Bytes);
        return result with { Duration = Stopwatch.GetElapsedTime(start), IsOutputTruncated = output.IsTruncated || error.IsTruncated };
    }

    private static ProcessStartInfo StartInfo(
        IReadOnlyList<string> arguments, string workingDirectory, IReadOnlyDictionary<string, string>? environment)
    {
        var info = new ProcessStartInfo(arguments[0], arguments.Skip(1))
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        info.Environment.Clear();
        info.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH");
        info.Environment["HOME"] = workingDirectory;
        foreach (var (key, value) in environment ?? new Dictionary<string, string>())
        {
            info.Environment[key] = value;
        }

        return info;
    }

    private static async Task CaptureAsync(Stream stream, Runtime.OutputCapture capture, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            int read;
            while ((read = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                capture.Append(buffer.AsSpan(0, read));
            }
        }
        catch (OperationCanceledException)
        {
            // A background process still holds the stream; what came so far is the output.
        }
    }
}
