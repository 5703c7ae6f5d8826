using System.Runtime.CompilerServices;
using Compute.Framework;
using Compute.Framework.Authoring;

namespace Odd;

[Provider("odd")]
public sealed partial class OddProvider
{
    [CreateSandbox] private Task<Vm> MakeAsync(CancellationToken cancellationToken) => Task.FromResult(new Vm("1"));

    [GetSandbox] private Task<Vm?> FindAsync(string sandboxId, CancellationToken cancellationToken) => Task.FromResult(sandboxId.Length > 0 ? new Vm(sandboxId) : null);

    [DestroySandbox] private Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) => Task.Delay(sandboxId.Length, cancellationToken);

    [StartProcess]
    private Task<OddChannel> StartAsync(Vm vm, IReadOnlyList<string> arguments, string? workingDirectory, CancellationToken cancellationToken) => Task.FromResult(new OddChannel(vm.Id + arguments[0] + workingDirectory));
}

public sealed record Vm([property: SandboxId] string Id);

public sealed class OddChannel(string id) : ProcessChannel
{
    public override string ProcessId => id;

    public override async IAsyncEnumerable<ProcessFrame> ReadFramesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Delay(1, cancellationToken);
        yield return ProcessFrame.Exited(id.Length);
    }

    public override ValueTask WriteInputAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken) => default;

    public override ValueTask CloseInputAsync(CancellationToken cancellationToken) => default;

    public override ValueTask SignalAsync(Signal signal, CancellationToken cancellationToken) => default;

    public override ValueTask KillAsync(CancellationToken cancellationToken) => default;
}
