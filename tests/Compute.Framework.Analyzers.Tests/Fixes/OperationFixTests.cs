namespace Compute.Framework.Analyzers.Tests.Fixes;

public sealed class OperationFixTests
{
    private const string Volume = "[CreateVolume] private Task<VolumeInfo> CreateVolumeAsync(string? name, CancellationToken cancellationToken) => Task.FromResult(new VolumeInfo { Id = name ?? \"1\" });";

    [Fact]
    public Task Missing_operation_is_added() => VerifyFix.OneAsync(
        "CFW1001",
        Without("GetSandbox"),
        With(Without("GetSandbox"), "[GetSandbox]\n    private Task<Vm?> {|CFW4003:GetAsync|}(string sandboxId, CancellationToken cancellationToken) => throw new NotImplementedException();"),
        "add GetSandbox");

    [Fact]
    public Task Method_that_lacks_only_the_attribute_gets_it() => VerifyFix.OneAsync(
        "CFW1001",
        Minimal.Source.Replace("[DestroySandbox] private", "private", StringComparison.Ordinal),
        Minimal.Source.Replace("[DestroySandbox] private", "[DestroySandbox]\n    private", StringComparison.Ordinal));

    [Fact]
    public Task All_missing_operations_are_added() => VerifyFix.OneAsync(
        "CFW1001",
        Without("GetSandbox", "RunCommand"),
        With(
            Without("GetSandbox", "RunCommand"),
            "[GetSandbox]\n    private Task<Vm?> {|CFW4003:GetAsync|}(string sandboxId, CancellationToken cancellationToken) => throw new NotImplementedException();",
            "[RunCommand]\n    private Task<ExecutionResult> {|CFW4003:RunAsync2|}(Vm vm, IReadOnlyList<string> arguments, CancellationToken cancellationToken) => throw new NotImplementedException();"),
        "add all operations");

    [Fact]
    public Task What_nobody_can_call_gets_what_it_lacks() => VerifyFix.OneAsync(
        "CFW1016",
        With(Minimal.Source, Volume),
        With(
            Minimal.Source,
            Volume,
            "[ListVolumes]\n    private Task<IReadOnlyList<VolumeInfo>> {|CFW4003:ListVolumesAsync|}(CancellationToken cancellationToken) => throw new NotImplementedException();",
            "[DeleteVolume]\n    private Task {|CFW4003:DeleteVolumeAsync|}(string volumeId, CancellationToken cancellationToken) => throw new NotImplementedException();"),
        "add all operations");

    [Fact]
    public Task What_nobody_can_call_is_no_operation() => VerifyFix.OneAsync(
        "CFW1016",
        With(Minimal.Source, Volume),
        With(Minimal.Source, Volume.Replace("[CreateVolume] ", "", StringComparison.Ordinal)),
        "remove CreateVolume");

    [Fact]
    public Task Providers_of_a_project_get_what_is_missing() => VerifyFix.AllAsync(
        "CFW1001",
        Without("GetSandbox", "DestroySandbox"),
        With(
            Without("GetSandbox", "DestroySandbox"),
            "[GetSandbox]\n    private Task<Vm?> {|CFW4003:GetAsync|}(string sandboxId, CancellationToken cancellationToken) => throw new NotImplementedException();",
            "[DestroySandbox]\n    private Task {|CFW4003:DestroyAsync2|}(string sandboxId, CancellationToken cancellationToken) => throw new NotImplementedException();"),
        "add all operations");

    [Fact]
    public Task Provider_without_a_handle_gets_one() => VerifyFix.OneAsync(
        "CFW0006",
        """
        using Compute.Framework; using Compute.Framework.Authoring;
        namespace New;

        [Provider("new")]
        public sealed partial class NewProvider;

        """,
        """
        using Compute.Framework; using Compute.Framework.Authoring;
        namespace New;

        [Provider("new")]
        public sealed partial class NewProvider
        {
            [CreateSandbox]
            private Task<NewSandbox> {|CFW4003:CreateAsync|}(CancellationToken cancellationToken) => throw new NotImplementedException();

            [GetSandbox]
            private Task<NewSandbox?> {|CFW4003:GetAsync|}(string sandboxId, CancellationToken cancellationToken) => throw new NotImplementedException();

            [DestroySandbox]
            private Task {|CFW4003:DestroyAsync|}(string sandboxId, CancellationToken cancellationToken) => throw new NotImplementedException();

            [RunCommand]
            private Task<ExecutionResult> {|CFW4003:RunAsync|}(NewSandbox sandbox, IReadOnlyList<string> arguments, CancellationToken cancellationToken) => throw new NotImplementedException();
        }

        public sealed record NewSandbox([property: SandboxId] string Id);

        """);

    [Fact]
    public Task Method_that_gives_something_else_is_its_authors() => VerifyFix.NoneAsync(
        "CFW0006",
        Minimal.Source.Replace("Task<Vm>", "Task", StringComparison.Ordinal).Replace("Task<Vm?>", "Task", StringComparison.Ordinal));

    private static string Without(params string[] operations) => operations.Aggregate(Minimal.Source, (source, operation) => source.Replace($"[{operation}] ", "", StringComparison.Ordinal));

    private static string With(string source, params string[] members) => source.Replace("\n}\n\npublic sealed record Vm", $"\n\n    {string.Join("\n\n    ", members)}\n}}\n\npublic sealed record Vm", StringComparison.Ordinal);
}
