namespace Compute.Framework.Testing;

public static partial class ComplianceCatalogue
{
    private static ComplianceCaseInfo[] Logs() =>
    [
        Case("logs/content", LogCases.Content, Does(SandboxOperation.ReadLogs)),
        Case("logs/long-line", LongLineCases.LongLine),
        Case("logs/commands-stay-out", LogCases.CommandsStayOut),
        Case("logs/tail", LogCases.Tail, Cell(SandboxOperation.ReadLogs, "Tail")),
        Case("logs/since", LogCases.Since, Cell(SandboxOperation.ReadLogs, "Since")),
        Case("logs/follow", LogCases.Follow, Cell(SandboxOperation.ReadLogs, "Follow")),
    ];
}
