using System.ComponentModel;
using System.Diagnostics;
using Compute.Framework.Launch;

namespace Compute.Framework;

/// <summary>Runs a program on this machine, for providers that drive a command-line tool or a plain process.</summary>
/// <remarks>
/// A name without a separator is looked up on <c>PATH</c> only, never in this process's current directory; a relative path starts at
/// the working directory. On Linux the program has its three streams open and nothing else of this process, all signals as they are
/// by default, and a death by signal is distinguished from an exit code. Elsewhere it is started by <see cref="Process"/>, which cannot
/// tell a death by signal n from exit code 128+n: 129 to 192 are reported as signals. A cancelled run kills the process tree as far
/// as it can be seen (a process that was adopted by another parent, and has a session of its own, escapes).
/// </remarks>
public static partial class HostProcess
{
    private const int FirstSignalCode = 129;
    private const int LastSignalCode = 192;
    private const string DefaultPath = "/usr/local/bin:/usr/bin:/bin";

    /// <summary>How long output is awaited that a background process keeps open after its parent's end.</summary>
    private static readonly TimeSpan OutputGrace = TimeSpan.FromSeconds(1);

    /// <summary>Runs a program to its end. It gets <c>PATH</c> and <c>HOME</c> and what is given, nothing else of this process's
    /// environment, and no input.</summary>
    /// <param name="arguments">The program and its arguments; on Linux, paths in the form of <see cref="SandboxFileNames"/> arrive as their
    /// bytes.</param>
    /// <param name="workingDirectory">Where it starts, and its <c>HOME</c>; must exist.</param>
    /// <param name="environment">Variables to add, or null.</param>
    /// <param name="maxOutputBytes">How many bytes of each output stream are kept.</param>
    /// <param name="cancellationToken">Kills the process tree.</param>
    /// <returns>The outcome; <see cref="ExecutionOutcome.FailedToStart"/> when the program is missing or cannot be executed.</returns>
    /// <exception cref="ArgumentException">There are no arguments, or something holds a NUL, which no process can be given.</exception>
    /// <exception cref="ResourceLimitException">The machine has no room for a process.</exception>
    public static async Task<ExecutionResult> RunAsync(
        IReadOnlyList<string> arguments,
        string workingDirectory,
        IReadOnlyDictionary<string, string>? environment = null,
        long maxOutputBytes = Command.DefaultMaxOutputBytes,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentException.ThrowIfNullOrEmpty(workingDirectory);
        ArgumentOutOfRangeException.ThrowIfNegative(maxOutputBytes);
        var spec = Describe(arguments, Path.GetFullPath(workingDirectory), environment);
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            spec = spec with { Path = ProgramLookup.Find(arguments[0], spec.Environment["PATH"], spec.WorkingDirectory) };
            return OperatingSystem.IsLinux()
                ? await RunOnLinuxAsync(spec, maxOutputBytes, cancellationToken).ConfigureAwait(false)
                : await RunAsync(spec, maxOutputBytes, cancellationToken).ConfigureAwait(false);
        }
        catch (StartFailedException exception)
        {
            return ExecutionResult.FailedToStart(exception.Message);
        }
    }

    private static async Task<ExecutionResult> RunAsync(ProcessSpec spec, long maxOutputBytes, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        using var process = new Process { StartInfo = StartInfo(spec) };
        try
        {
            process.Start();
        }
        catch (Win32Exception exception)
        {
            throw new StartFailedException($"'{spec.Arguments[0]}' could not be started: {exception.Message}");
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

    /// <summary>What to start, without the program's file.</summary>
    private static ProcessSpec Describe(
        IReadOnlyList<string> arguments, string workingDirectory, IReadOnlyDictionary<string, string>? environment)
    {
        if (arguments.Count == 0)
        {
            throw new ArgumentException("There is no program to run.", nameof(arguments));
        }

        var variables = new Dictionary<string, string>(
            OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal)
        {
            ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? DefaultPath,
            ["HOME"] = workingDirectory,
        };
        foreach (var (key, value) in environment ?? new Dictionary<string, string>())
        {
            variables[key] = value;
        }

        if (arguments.Append(workingDirectory).Concat(variables.Keys).Concat(variables.Values).Any(text => text.Contains('\0')))
        {
            throw new ArgumentException("An argument, a variable or the working directory holds a NUL.", nameof(arguments));
        }

        if (variables.Keys.Any(key => key.Length == 0 || key.Contains('=')))
        {
            throw new ArgumentException("The name of a variable is empty or holds '='.", nameof(environment));
        }

        return new ProcessSpec(string.Empty, arguments, variables, workingDirectory);
    }

    private static ProcessStartInfo StartInfo(ProcessSpec spec)
    {
        var info = new ProcessStartInfo(spec.Path, spec.Arguments.Skip(1))
        {
            WorkingDirectory = spec.WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        info.Environment.Clear();
        foreach (var (key, value) in spec.Environment)
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
