using Compute.Framework;
using Compute.Framework.Authoring;

namespace Odd;

[Provider("odd")]
public sealed partial class OddProvider
{
    [CreateSandbox] private Task<Vm> MakeAsync(CancellationToken cancellationToken) => Task.FromResult(new Vm("1"));

    [GetSandbox] private Task<Vm?> FindAsync(string sandboxId, CancellationToken cancellationToken) => Task.FromResult(sandboxId.Length > 0 ? new Vm(sandboxId) : null);

    [DestroySandbox] private Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) => Task.Delay(sandboxId.Length, cancellationToken);

    [RunCommand] private Task<ExecutionResult> RunAsync(Vm vm, IReadOnlyList<string> arguments, CancellationToken cancellationToken) => Task.FromResult(ExecutionResult.Exited(vm.Id.Length + arguments.Count));

    [RunCode]
    private Task<ExecutionResult> RunCodeAsync(Vm vm, string code, CodeLanguage language, TimeSpan? timeout, CancellationToken cancellationToken) =>
        language == CodeLanguage.Python && timeout is null ? RunAsync(vm, ["python3", "-c", code], cancellationToken) : throw new NotSupportedException($"{language} for {timeout}");

    [ReadFile] private Task<Stream> ReadAsync(Vm vm, string path, CancellationToken cancellationToken) => Task.FromResult<Stream>(File.OpenRead(Path.Join(vm.Id, path)));

    [WriteFile]
    private async Task WriteAsync(Vm vm, string path, Stream content, CancellationToken cancellationToken)
    {
        await using var file = File.Create(Path.Join(vm.Id, path));
        await content.CopyToAsync(file, cancellationToken);
    }

    [DeletePath]
    private Task DeleteAsync(Vm vm, string path, CancellationToken cancellationToken) => Task.Run(() => File.Delete(Path.Join(vm.Id, path)), cancellationToken);
}

public sealed record Vm([property: SandboxId] string Id);
