namespace Compute.Framework.Generators.Tests;

/// <summary>A small provider that is right, to be spoilt in one place.</summary>
internal static class PlainProvider
{
    public const string Source = """
        using Compute.Framework; using Compute.Framework.Authoring;
        namespace Plain;
        [Provider("plain")]
        public sealed partial class PlainProvider(PlainOptions options)
        {
            public string Region => options.Region;
            [CreateSandbox] internal Task<Vm> MakeAsync(string? image, string? snapshotId, Extra? extra, CancellationToken cancellationToken) => Task.FromResult(new Vm { Id = "1" });
            [GetSandbox] internal Task<Vm?> FindAsync(string sandboxId, CancellationToken cancellationToken) => Task.FromResult<Vm?>(null);
            [ListSandboxes] internal Task<IReadOnlyList<Vm>> ListAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Vm>>([]);
            [DestroySandbox] internal Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) => Task.CompletedTask;
            [RunCommand] internal Task<ExecutionResult> RunAsync(Vm vm, IReadOnlyList<string> arguments, TimeSpan? timeout, CancellationToken cancellationToken) => Task.FromResult(ExecutionResult.Exited(0));
            [CreateSnapshot] internal Task<SnapshotInfo> SnapshotAsync(Vm vm, string? name, CancellationToken cancellationToken) => Task.FromResult(new SnapshotInfo { Id = "1" });
        }
        public class Vm
        {
            [SandboxId] public string Id { get; init; } = "";
            [CreatedAt] public DateTimeOffset Since { get; init; }
        }
        public sealed record Extra : ProviderSandboxOptions { public override string ProviderName => "plain"; }
        [ProviderSettings]
        public sealed partial record PlainOptions
        {
            public string Region { get; init; } = "north";
            [KeyPrefix("k_")] public string Key { get; init; } = "";
        }
        """;

    /// <summary>The source with one piece of text replaced by another.</summary>
    public static string With(string piece, string replacement)
    {
        Assert.Contains(piece, Source, StringComparison.Ordinal);
        return Source.Replace(piece, replacement, StringComparison.Ordinal);
    }
}
