using System.Text;
using Compute.Framework.Runtime;

namespace Compute.Framework;

/// <summary>The outcome of a command and the output that was kept.</summary>
public sealed record ExecutionResult
{
    private readonly ContentBytes _standardOutput;
    private readonly ContentBytes _standardError;

    private ExecutionResult(ExecutionOutcome outcome) => Outcome = outcome;

    /// <summary>How the command ended.</summary>
    public ExecutionOutcome Outcome { get; }

    /// <summary>The exit code; null unless <see cref="Outcome"/> is <see cref="ExecutionOutcome.Exited"/>.</summary>
    public int? ExitCode { get; private init; }

    /// <summary>The signal that terminated the command; null unless <see cref="Outcome"/> is
    /// <see cref="ExecutionOutcome.Signaled"/>.</summary>
    public Signal? Signal { get; private init; }

    /// <summary>The reason why the command could not be started; null unless <see cref="Outcome"/> is
    /// <see cref="ExecutionOutcome.FailedToStart"/>.</summary>
    public string? FailureReason { get; private init; }

    /// <summary>The bytes that the command wrote to its standard output, at most <see cref="Command.MaxOutputBytes"/>.</summary>
    public ReadOnlyMemory<byte> StandardOutput { get => _standardOutput.Memory; init => _standardOutput = new(value); }

    /// <summary>The bytes that the command wrote to its standard error, at most <see cref="Command.MaxOutputBytes"/>.</summary>
    public ReadOnlyMemory<byte> StandardError { get => _standardError.Memory; init => _standardError = new(value); }

    /// <summary>The standard output as UTF-8 text; invalid bytes become U+FFFD.</summary>
    public string StandardOutputText => Encoding.UTF8.GetString(StandardOutput.Span);

    /// <summary>The standard error as UTF-8 text; invalid bytes become U+FFFD.</summary>
    public string StandardErrorText => Encoding.UTF8.GetString(StandardError.Span);

    /// <summary>Whether output was discarded because it exceeded <see cref="Command.MaxOutputBytes"/>.</summary>
    public bool IsOutputTruncated { get; init; }

    /// <summary>The duration of the command, as measured by the caller.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The provider and the sandbox that the command ran in, for errors to name.</summary>
    internal string? ProviderName { get; init; }

    internal string? SandboxId { get; init; }

    /// <summary>Whether the command exited with code 0.</summary>
    public bool IsSuccess => ExitCode is 0;

    /// <summary>Creates the result of a command that exited.</summary>
    /// <param name="exitCode">The exit code that the back end reported; never an invented one.</param>
    /// <param name="standardOutput">The standard output.</param>
    /// <param name="standardError">The standard error.</param>
    public static ExecutionResult Exited(
        int exitCode, ReadOnlyMemory<byte> standardOutput = default, ReadOnlyMemory<byte> standardError = default) =>
        new(ExecutionOutcome.Exited) { ExitCode = exitCode, StandardOutput = standardOutput, StandardError = standardError };

    /// <summary>Creates the result of a command that exited, with its output as text.</summary>
    /// <inheritdoc cref="Exited(int, ReadOnlyMemory{byte}, ReadOnlyMemory{byte})"/>
    public static ExecutionResult Exited(int exitCode, string standardOutput, string standardError = "") =>
        Exited(exitCode, Encoding.UTF8.GetBytes(standardOutput), Encoding.UTF8.GetBytes(standardError));

    /// <summary>Creates the result of a command that a signal terminated.</summary>
    /// <param name="signal">The signal's Linux number as the back end reported it, 1 to 64.</param>
    /// <param name="standardOutput">The standard output.</param>
    /// <param name="standardError">The standard error.</param>
    public static ExecutionResult Signaled(
        int signal, ReadOnlyMemory<byte> standardOutput = default, ReadOnlyMemory<byte> standardError = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(signal);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(signal, 64);
        return new(ExecutionOutcome.Signaled)
        {
            Signal = new Signal(signal), StandardOutput = standardOutput, StandardError = standardError,
        };
    }

    /// <summary>Creates the result of a command whose time-out elapsed.</summary>
    /// <param name="standardOutput">The standard output so far.</param>
    /// <param name="standardError">The standard error so far.</param>
    public static ExecutionResult TimedOut(ReadOnlyMemory<byte> standardOutput = default, ReadOnlyMemory<byte> standardError = default) =>
        new(ExecutionOutcome.TimedOut) { StandardOutput = standardOutput, StandardError = standardError };

    /// <summary>Creates the result of a command that its caller killed.</summary>
    /// <param name="standardOutput">The standard output so far.</param>
    /// <param name="standardError">The standard error so far.</param>
    public static ExecutionResult Killed(ReadOnlyMemory<byte> standardOutput = default, ReadOnlyMemory<byte> standardError = default) =>
        new(ExecutionOutcome.Killed) { StandardOutput = standardOutput, StandardError = standardError };

    /// <summary>Creates the result of a command that could not be started.</summary>
    /// <param name="reason">The reason: what is missing or cannot be executed.</param>
    public static ExecutionResult FailedToStart(string reason)
    {
        ArgumentException.ThrowIfNullOrEmpty(reason);
        return new(ExecutionOutcome.FailedToStart) { FailureReason = reason };
    }

    /// <summary>Returns this result if the command exited with code 0.</summary>
    /// <exception cref="CommandFailedException">The command did not exit with code 0.</exception>
    public ExecutionResult EnsureSuccess() => IsSuccess ? this : throw new CommandFailedException(this);

    /// <summary>Returns the outcome without the output, which may contain secrets.</summary>
    public override string ToString() => Outcome switch
    {
        ExecutionOutcome.Exited => $"exited with code {ExitCode}",
        ExecutionOutcome.Signaled => $"ended by signal {Signal}",
        ExecutionOutcome.TimedOut => "timed out",
        ExecutionOutcome.Killed => "killed",
        _ => $"failed to start: {FailureReason}",
    };
}
