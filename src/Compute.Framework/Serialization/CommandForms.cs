using System.Text.Json;

namespace Compute.Framework.Serialization;

/// <summary>The results of commands, processes, terminals and logs, as JSON.</summary>
internal static class CommandForms
{
    public static readonly RecordConverter<ExecutionResult> Result = new PlainConverter<ExecutionResult>(
        static from => Outcome(from) with
        {
            StandardOutput = from.Bytes("standardOutput"),
            StandardError = from.Bytes("standardError"),
            IsOutputTruncated = from.Flag("isOutputTruncated") ?? false,
            Duration = from.Time("duration") ?? TimeSpan.Zero,
            ProviderName = from.TextOrNull("providerName"),
            SandboxId = from.TextOrNull("sandboxId"),
        },
        static (to, value) =>
        {
            to.Enum<ExecutionOutcome>("outcome", value.Outcome);
            to.Long("exitCode", value.ExitCode);
            to.Long("signal", value.Signal?.Number);
            to.Name("failureReason", value.FailureReason, isMessage: true);
            to.Bytes("standardOutput", value.StandardOutput);
            to.Bytes("standardError", value.StandardError);
            to.Flag("isOutputTruncated", value.IsOutputTruncated);
            to.Time("duration", value.Duration);
            to.Text("providerName", value.ProviderName);
            to.Text("sandboxId", value.SandboxId);
        });

    public static readonly RecordConverter<OutputChunk> Chunk = new PlainConverter<OutputChunk>(
        static from => new(from.Required(from.Long("sequence"), "sequence"), Stream(from), Data(from)),
        static (to, value) =>
        {
            to.Long("sequence", value.Sequence);
            to.Enum<StandardStream>("stream", value.Stream);
            to.Bytes("data", value.Data);
        });

    public static readonly RecordConverter<OutputLine> Line = new PlainConverter<OutputLine>(
        static from => new(Stream(from), from.Text("text")),
        static (to, value) =>
        {
            to.Enum<StandardStream>("stream", value.Stream);
            to.Text("text", value.Text);
        });

    public static readonly RecordConverter<LogEntry> Log = new PlainConverter<LogEntry>(
        static from => new() { Timestamp = from.Moment("timestamp"), Stream = Stream(from), Data = Data(from) },
        static (to, value) =>
        {
            to.Moment("timestamp", value.Timestamp);
            to.Enum<StandardStream>("stream", value.Stream);
            to.Bytes("data", value.Data);
        });

    public static readonly RecordConverter<SandboxProcessInfo> Process = new PlainConverter<SandboxProcessInfo>(
        static from => new()
        {
            Id = from.Text("id"),
            Arguments = from.Find("arguments") is null ? null : from.Texts("arguments"),
            StartedAt = from.Moment("startedAt"),
            IsRunning = from.Required(from.Flag("isRunning"), "isRunning"),
        },
        static (to, value) =>
        {
            to.Text("id", value.Id);
            to.Texts("arguments", value.Arguments, keepsEmpty: true);
            to.Moment("startedAt", value.StartedAt);
            to.Flag("isRunning", value.IsRunning);
        });

    public static readonly RecordConverter<TerminalInfo> Terminal = new PlainConverter<TerminalInfo>(
        static from => new()
        {
            Id = from.Text("id"),
            Arguments = from.Texts("arguments"),
            StartedAt = from.Required(from.Moment("startedAt"), "startedAt"),
            IsRunning = from.Required(from.Flag("isRunning"), "isRunning"),
            Columns = from.Required(from.Int("columns"), "columns"),
            Rows = from.Required(from.Int("rows"), "rows"),
        },
        static (to, value) =>
        {
            to.Text("id", value.Id);
            to.Texts("arguments", value.Arguments);
            to.Moment("startedAt", value.StartedAt);
            to.Flag("isRunning", value.IsRunning);
            to.Long("columns", value.Columns);
            to.Long("rows", value.Rows);
        });

    /// <summary>An exit code exists only if a process exited: it is never invented.</summary>
    private static ExecutionResult Outcome(JsonFields from)
    {
        var (exitCode, signal, reason) = (from.Int("exitCode"), from.Int("signal"), from.NameOrNull("failureReason"));
        var outcome = from.Required(from.Enum<ExecutionOutcome>("outcome"), "outcome");
        if ((exitCode is not null && outcome != ExecutionOutcome.Exited)
            || (signal is not null && outcome != ExecutionOutcome.Signaled)
            || (reason is not null && outcome != ExecutionOutcome.FailedToStart))
        {
            throw new JsonException("An ExecutionResult has an exit code, a signal or a reason that its 'outcome' does not have.");
        }

        return outcome switch
        {
            ExecutionOutcome.Exited => ExecutionResult.Exited(from.Required(exitCode, "exitCode")),
            ExecutionOutcome.Signaled => ExecutionResult.Signaled(from.Required(signal, "signal")),
            ExecutionOutcome.TimedOut => ExecutionResult.TimedOut(),
            ExecutionOutcome.Killed => ExecutionResult.Killed(),
            _ => ExecutionResult.FailedToStart(from.Required(reason, "failureReason")),
        };
    }

    private static StandardStream Stream(JsonFields from) => from.Enum<StandardStream>("stream") ?? StandardStream.StandardOutput;

    private static byte[] Data(JsonFields from) => from.Required(from.Bytes("data"), "data");
}
