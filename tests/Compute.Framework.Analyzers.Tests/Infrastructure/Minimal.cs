namespace Compute.Framework.Analyzers.Tests;

/// <summary>The least that a provider can be.</summary>
internal static class Minimal
{
    public const string Source = """
        using Compute.Framework; using Compute.Framework.Authoring;
        namespace Minimal;

        [Provider("minimal")]
        public sealed partial class MinimalProvider
        {
            private readonly Dictionary<string, Vm> _vms = [];

            [CreateSandbox] private Task<Vm> MakeAsync(CancellationToken cancellationToken) => Task.FromResult(_vms["1"] = new Vm("1"));
            [GetSandbox] private Task<Vm?> FindAsync(string sandboxId, CancellationToken cancellationToken) => Task.FromResult(_vms.GetValueOrDefault(sandboxId));
            [DestroySandbox] private Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) => Task.FromResult(_vms.Remove(sandboxId));
            [RunCommand] private Task<ExecutionResult> RunAsync(Vm vm, IReadOnlyList<string> arguments, CancellationToken cancellationToken) => Task.FromResult(ExecutionResult.Exited(vm.Id.Length + arguments.Count));
        }

        public sealed record Vm([property: SandboxId] string Id);
        """;
}
