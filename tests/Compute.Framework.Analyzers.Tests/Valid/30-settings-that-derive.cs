using Compute.Framework;
using Compute.Framework.Authoring;

namespace Odd;

[Provider("odd")]
public sealed partial class OddProvider(OddOptions options)
{
    [CreateSandbox] private Task<Vm> MakeAsync(CancellationToken cancellationToken) => Task.FromResult(new Vm(options.Region));

    [GetSandbox] private Task<Vm?> FindAsync(string sandboxId, CancellationToken cancellationToken) => Task.FromResult(sandboxId.Length > 0 ? new Vm(sandboxId) : null);

    [DestroySandbox] private Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) => Task.Delay(sandboxId.Length, cancellationToken);

    [RunCommand] private Task<ExecutionResult> RunAsync(Vm vm, IReadOnlyList<string> arguments, CancellationToken cancellationToken) => Task.FromResult(ExecutionResult.Exited(vm.Id.Length + arguments.Count));
}

public sealed record Vm([property: SandboxId] string Id);

[ProviderSettings]
public partial record BaseOptions
{
    [Secret] public string? Token { get; init; }

    public string Region { get; init; } = "north";
}

[ProviderSettings(EnvironmentPrefix = "ODD")]
public sealed partial record OddOptions : BaseOptions
{
    [Secret, KeyPrefix("odd_"), Setup("Ask the odd people.")] public required string Key { get; init; }
}
