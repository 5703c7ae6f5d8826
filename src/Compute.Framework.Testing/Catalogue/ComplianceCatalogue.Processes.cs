namespace Compute.Framework.Testing;

public static partial class ComplianceCatalogue
{
    private static ComplianceCaseInfo[] Processes() =>
    [
        Case("processes/handle", ControlCases.Handle),
        Case("processes/wait-cancelled", ControlCases.WaitCancelled),
        Case("processes/kill", ControlCases.Kill),
        Case("processes/kill-idempotent", ControlCases.KillIdempotent),
        Case("processes/kill-tree", ControlCases.KillTree),
        Case("processes/kill-while-starting", ControlCases.KillWhileStarting),
        Case("processes/dispose-kills", ControlCases.DisposeKills),
        Case("processes/signal", ControlCases.Signal),
        Case("processes/stop-and-continue", ControlCases.StopAndContinue),
        Case("processes/timeout", ControlCases.Timeout, Start("Timeout")),
        Case("processes/input", ProcessOptionCases.Input),
        Case("processes/input-after-end", ProcessOptionCases.InputAfterEnd),
        Case("processes/standard-input", ProcessOptionCases.StandardInput, Start("StandardInput")),
        Case("processes/working-directory", ProcessOptionCases.WorkingDirectory, Start("WorkingDirectory")),
        Case("processes/environment", ProcessOptionCases.EnvironmentArrives, Start("Environment")),
        Case("processes/max-output", ProcessOptionCases.MaxOutput, Start("MaxOutputBytes")),
        Case("processes/user", ProcessOptionCases.User, Start("User")),
        Case("processes/program-missing", ProcessOptionCases.ProgramMissing),
        Case("processes/first-chunk-before-end", StreamingCases.FirstChunkBeforeEnd,
            Start("Arguments"), Does(SandboxOperation.StartProcess)),
        Case("processes/chunks-equal-result", StreamingCases.ChunksEqualResult),
        Case("processes/one-end", StreamingCases.OneEnd),
        Case("processes/replay", StreamingCases.Replay),
        Case("processes/two-readers", StreamingCases.TwoReaders),
        Case("processes/reader-stops-early", StreamingCases.ReaderStopsEarly),
        Case("processes/slow-reader", StreamingCases.SlowReader),
        Case("processes/lines", StreamingCases.Lines),
        Case("processes/sandbox-destroyed-mid-stream", StreamingCases.SandboxDestroyedMidStream),
        Case("processes/list", TableCases.List, Does(SandboxOperation.ListProcesses)),
        Case("processes/attach", TableCases.Attach, Does(SandboxOperation.AttachProcess)),
        Case("processes/attach-borrowed", TableCases.AttachBorrowed),
        Case("processes/attach-kill", TableCases.AttachKill),
        Case("processes/attach-unknown", TableCases.AttachUnknown),
    ];
}
