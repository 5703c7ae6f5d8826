namespace Compute.Framework.Testing;

/// <summary>All compliance cases, compiled: nothing is looked up at run time.</summary>
public static partial class ComplianceCatalogue
{
    /// <summary>The cases, group by group.</summary>
    public static IReadOnlyList<ComplianceCaseInfo> Cases { get; } =
    [
        .. Lifecycle(),
        .. Commands(),
        .. Processes(),
        .. Files(),
        .. Snapshots(),
        .. Terminals(),
        .. Network(),
        .. Metrics(),
        .. Logs(),
        .. Health(),
        .. Volumes(),
        .. Networks(),
        .. Templates(),
        .. Events(),
        .. Options(),
        .. Framework(),
    ];

    private static ComplianceCaseInfo Case(string id, Func<ComplianceContext, Task> run, params OptionCell[] proves) =>
        new(id, run, proves);

    private static OptionCell Cell(SandboxOperation operation, string option) => new(operation, option);

    private static OptionCell Does(SandboxOperation operation) => new(operation);

    private static OptionCell Create(string option) => new(SandboxOperation.CreateSandbox, option);

    private static OptionCell Run(string option) => new(SandboxOperation.RunCommand, option);

    private static OptionCell Code(string option) => new(SandboxOperation.RunCode, option);

    private static OptionCell Start(string option) => new(SandboxOperation.StartProcess, option);
}
