using System.Text.Json;
using Compute.Framework;
using Compute.Framework.Authoring;

namespace AcmeSandboxes;

/// <summary>Sandboxes of Acme. What a method takes is what the provider supports; the compiler writes the rest.</summary>
[Provider("acme", DisplayName = "Acme")]
public sealed partial class AcmeProvider(AcmeOptions options)
{
    private readonly AcmeTool _tool = new(options);

    [CheckAvailability]
    private async Task<ProviderAvailability> CheckAsync(CancellationToken cancellationToken)
    {
        await _tool.ReadAsync(["list"], cancellationToken);
        return ProviderAvailability.Available();
    }

    [CreateSandbox]
    private async Task<AcmeSandbox> CreateAsync(IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.Serialize(labels, AcmeJson.Default.IReadOnlyDictionaryStringString);
        return (await _tool.ReadAsync(["create", json], cancellationToken)).Single();
    }

    [GetSandbox]
    private async Task<AcmeSandbox?> GetAsync(string sandboxId, CancellationToken cancellationToken) =>
        (await _tool.ReadAsync(["list", sandboxId], cancellationToken)).SingleOrDefault();

    [ListSandboxes]
    private Task<IReadOnlyList<AcmeSandbox>> ListAsync(CancellationToken cancellationToken) => _tool.ReadAsync(["list"], cancellationToken);

    [DestroySandbox]
    private Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) => _tool.ReadAsync(["delete", sandboxId], cancellationToken);

    [RunCommand]
    private async Task<ExecutionResult> RunAsync(
        AcmeSandbox sandbox, IReadOnlyList<string> arguments, long maxOutputBytes, CancellationToken cancellationToken)
    {
        var result = await _tool.RunAsync(["exec", sandbox.Id, .. arguments], maxOutputBytes, cancellationToken);

        // The tool's own failure and a command's exit code look alike: ask, before taking the one for the other.
        return result.ExitCode == AcmeTool.OwnFailure && await GetAsync(sandbox.Id, cancellationToken) is null
            ? throw new SandboxNotFoundException()
            : result;
    }
}
