using System.Text.RegularExpressions;

namespace Compute.Framework.Analyzers.Tests;

public sealed class NeverCalledTests : RuleTests
{
    private const string Pause = "[Pause] private Task {PauseAsync}(Vm vm, CancellationToken cancellationToken) => SendAsync(\"pause\", vm.Id, cancellationToken);";
    private const string Resume = "[Resume] private Task {ResumeAsync}(Vm vm, CancellationToken cancellationToken) => SendAsync(\"resume\", vm.Id, cancellationToken);";
    private const string ListSnapshots = "[ListSnapshots] private async Task<IReadOnlyList<SnapshotInfo>> {ListSnapshotsAsync}(CancellationToken cancellationToken) => await SendAsync(\"list\", \"\", cancellationToken) is { } vm ? [new SnapshotInfo { Id = vm.Id }] : [];";
    private const string DeleteSnapshot = "[DeleteSnapshot] private Task {DeleteSnapshotAsync}(string snapshotId, CancellationToken cancellationToken) => SendAsync(\"delete\", snapshotId, cancellationToken);";
    private const string Branch = "[Branch] private async Task<IReadOnlyList<Vm>> {BranchAsync}(Vm vm, int count, CancellationToken cancellationToken) => await SendAsync(vm.Id, count.ToString(), cancellationToken) is { } made ? [made] : [];";
    private const string CreateVolume = "[CreateVolume] private async Task<VolumeInfo> {CreateVolumeAsync}(string? name, CancellationToken cancellationToken) => new() { Id = (await SendAsync(\"volume\", name ?? \"\", cancellationToken))!.Id };";
    private const string DeleteVolume = "[DeleteVolume] private Task {DeleteVolumeAsync}(string volumeId, CancellationToken cancellationToken) => SendAsync(\"unmake\", volumeId, cancellationToken);";
    private const string ListProcesses = "[ListProcesses] private async Task<IReadOnlyList<SandboxProcessInfo>> {ListProcessesAsync}(Vm vm, CancellationToken cancellationToken) => await SendAsync(\"ps\", vm.Id, cancellationToken) is { } made ? [new() { Id = made.Id, IsRunning = true }] : [];";
    private const string StartProcess = "[StartProcess] private async Task<ProcessChannel> StartAsync(Vm vm, IReadOnlyList<string> arguments, CancellationToken cancellationToken) => throw new UnsupportedCapabilityException(\"StartProcess\", (await SendAsync(vm.Id, arguments[0], cancellationToken))!.Id);";

    private static readonly Regex s_name = new(@"\{(\w+Async)\}");

    public override string Id => "CFW1016";

    public override IReadOnlyList<string> Wrong =>
    [
        With(Wrongly(Pause)),
        With(Wrongly(Resume)),
        With(Wrongly(ListSnapshots)),
        With(Wrongly(DeleteSnapshot), Rightly(Branch)),
        With(Wrongly(CreateVolume), Wrongly(DeleteVolume)),
        With(Wrongly(ListProcesses)),
    ];

    public override IReadOnlyList<string> Right =>
    [
        With(Rightly(Pause), Rightly(Resume)),
        With(Rightly(ListSnapshots), Rightly(DeleteSnapshot), Rightly(Branch)),

        // The runtime branches by snapshots, and deletes them.
        With(Rightly(DeleteSnapshot)),

        // The runtime attaches to the processes that were started through it.
        With(Rightly(ListProcesses), StartProcess),
    ];

    private static string With(params string[] members) => Author.WithMember(string.Join("\n\n    ", members));

    /// <summary>A member whose name is marked.</summary>
    private static string Wrongly(string member) => s_name.Replace(member, "[|$1|]");

    private static string Rightly(string member) => s_name.Replace(member, "$1");
}
