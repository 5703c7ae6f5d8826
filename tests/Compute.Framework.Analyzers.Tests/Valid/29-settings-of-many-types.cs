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

[ProviderSettings(EnvironmentPrefix = "")]
public sealed partial record OddOptions
{
    [Setup("See https://odd.example.")] public required Uri Address { get; init; }

    public DayOfWeek? Day { get; init; }

    public System.Net.IPAddress? Host { get; init; }

    public List<TimeSpan> Delays { get; init; } = [];

    public Guid[] Keys { get; init; } = [];

    public string Region { get; init; } = "north";

    public string Full => Region + Address;

    internal bool IsSlow { get; set; }
}
