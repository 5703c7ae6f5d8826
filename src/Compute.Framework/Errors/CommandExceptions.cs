using System.Text;

namespace Compute.Framework;

/// <summary>A command did not exit with code 0; thrown by <see cref="ExecutionResult.EnsureSuccess"/>.</summary>
public sealed class CommandFailedException : ComputeException
{
    private const int TailBytes = 2048;

    /// <summary>Creates an error.</summary>
    /// <param name="result">The command's result.</param>
    public CommandFailedException(ExecutionResult result)
        : base(Describe(result))
    {
        Result = result;
        if (result.ProviderName is { } provider)
        {
            AddContext(provider, result.SandboxId, nameof(SandboxOperation.RunCommand));
        }
    }

    /// <summary>The command's result.</summary>
    public ExecutionResult Result { get; }

    /// <inheritdoc/>
    public override string Code => "command-failed";

    private static string Describe(ExecutionResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var error = result.StandardError;
        var tail = Encoding.UTF8.GetString(error.Span[Math.Max(0, error.Length - TailBytes)..]).Trim();
        return tail.Length == 0 ? $"The command {result}." : $"The command {result}. Its standard error ended with: {tail}";
    }
}

/// <summary>The requested output was discarded, because the limit of kept output was exceeded.</summary>
public sealed class OutputDroppedException : ComputeException
{
    /// <summary>Creates an error.</summary>
    /// <param name="sequence">The sequence number of the first chunk that was discarded.</param>
    public OutputDroppedException(long sequence)
        : base($"Output from chunk {sequence} on was dropped, because the process wrote more than is kept.")
    {
        Sequence = sequence;
        Remediation = "Read while the process runs, or let it write less.";
    }

    /// <summary>The sequence number of the first chunk that was discarded.</summary>
    public long Sequence { get; }

    /// <inheritdoc/>
    public override string Code => "output-dropped";
}

/// <summary>Input was written to a process that has ended or whose input was closed.</summary>
public sealed class ProcessInputClosedException : ComputeException
{
    /// <summary>Creates an error.</summary>
    /// <param name="innerException">The cause, or null.</param>
    public ProcessInputClosedException(Exception? innerException = null)
        : base("The process has ended or its standard input was closed.", innerException)
    {
    }

    /// <inheritdoc/>
    public override string Code => "input-closed";
}
