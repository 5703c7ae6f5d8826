using Compute.Framework;
using Compute.Framework.Authoring;
using Microsoft.Extensions.Logging;

namespace Odd;

[Provider("odd")]
public sealed partial class OddProvider
{
    [CreateSandbox] private Task<Vm> MakeAsync(CancellationToken cancellationToken) => Task.FromResult(new Vm("1"));

    [GetSandbox] private Task<Vm?> FindAsync(string sandboxId, CancellationToken cancellationToken) => Task.FromResult(sandboxId.Length > 0 ? new Vm(sandboxId) : null);

    [DestroySandbox] private Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) => Task.Delay(sandboxId.Length, cancellationToken);

    [RunCommand] private Task<ExecutionResult> RunAsync(Vm vm, IReadOnlyList<string> arguments, CancellationToken cancellationToken) => Task.FromResult(ExecutionResult.Exited(vm.Id.Length + arguments.Count));

    private OddProvider(OddOptions options, ILoggerFactory loggers) => Logger = loggers.CreateLogger(options.Name);

    private ILogger Logger { get; }
}

public sealed record Vm([property: SandboxId] string Id);

[ProviderSettings]
public sealed partial record OddOptions
{
    public string Name { get; init; } = "odd";
}
