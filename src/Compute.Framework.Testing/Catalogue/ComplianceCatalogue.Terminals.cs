namespace Compute.Framework.Testing;

public static partial class ComplianceCatalogue
{
    private static ComplianceCaseInfo[] Terminals() =>
    [
        Case("terminals/is-terminal", TerminalCases.IsTerminal,
            Cell(SandboxOperation.OpenTerminal, "Arguments"), Does(SandboxOperation.OpenTerminal)),
        Case(
            "terminals/initial-size",
            TerminalCases.InitialSize,
            Cell(SandboxOperation.OpenTerminal, "Columns"),
            Cell(SandboxOperation.OpenTerminal, "Rows")),
        Case("terminals/resize", TerminalCases.Resize),
        Case("terminals/size-impossible", TerminalCases.SizeImpossible),
        Case("terminals/wide-characters", TerminalCases.WideCharacters),
        Case("terminals/one-stream", TerminalCases.OneStream),
        Case("terminals/default-shell", TerminalCases.DefaultShell),
        Case("terminals/interrupt", TerminalControlCases.Interrupt),
        Case("terminals/exit-code", TerminalControlCases.ExitCode),
        Case("terminals/end-of-input", TerminalControlCases.EndOfInput),
        Case("terminals/kill", TerminalControlCases.Kill),
        Case("terminals/dispose-kills", TerminalControlCases.DisposeKills),
        Case("terminals/working-directory", TerminalOptionCases.WorkingDirectory, Cell(SandboxOperation.OpenTerminal, "WorkingDirectory")),
        Case("terminals/environment", TerminalOptionCases.EnvironmentArrives, Cell(SandboxOperation.OpenTerminal, "Environment")),
        Case("terminals/user", TerminalOptionCases.User, Cell(SandboxOperation.OpenTerminal, "User")),
        Case("terminals/list", TerminalListCases.List, Does(SandboxOperation.ListTerminals)),
        Case("terminals/get", TerminalListCases.Get, Does(SandboxOperation.GetTerminal)),
        Case("terminals/get-borrowed", TerminalListCases.GetBorrowed),
        Case("terminals/get-unknown", TerminalListCases.GetUnknown),
    ];
}
