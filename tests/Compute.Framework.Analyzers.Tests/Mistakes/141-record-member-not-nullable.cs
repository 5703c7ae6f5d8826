using System.Net;
using System.Net.Http.Json;
using Compute.Framework;
using Compute.Framework.Authoring;

namespace Acme;

[Provider("acme", DisplayName = "Acme")]
public sealed partial class AcmeProvider(AcmeOptions options, HttpClient http)
{
    [CreateSandbox]
    private async Task<AcmeBox> CreateBoxAsync(AcmeCreate create, CancellationToken cancellationToken)
    {
        using var response = await http.PostAsJsonAsync("boxes", new { create.Image, create.Lifetime, create.Labels, options.Region }, cancellationToken);
        return await ReadAsync(response, cancellationToken);
    }

    [GetSandbox]
    private async Task<AcmeBox?> GetBoxAsync(string sandboxId, CancellationToken cancellationToken)
    {
        using var response = await http.GetAsync($"boxes/{sandboxId}", cancellationToken);
        return response.StatusCode == HttpStatusCode.NotFound ? null : await ReadAsync(response, cancellationToken);
    }

    [ListSandboxes]
    private async Task<IReadOnlyList<AcmeBox>> ListBoxesAsync(CancellationToken cancellationToken) =>
        await http.GetFromJsonAsync<AcmeBox[]>("boxes", cancellationToken) ?? [];

    [DestroySandbox]
    private async Task DestroyBoxAsync(string sandboxId, CancellationToken cancellationToken)
    {
        using var response = await http.DeleteAsync($"boxes/{sandboxId}", cancellationToken);
    }

    [RunCommand]
    private async Task<ExecutionResult> RunAsync(AcmeBox box, IReadOnlyList<string> arguments, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        using var response = await http.PostAsJsonAsync($"boxes/{box.Id}/run", new { arguments, timeout }, cancellationToken);
        var run = await response.Content.ReadFromJsonAsync<AcmeRun>(cancellationToken);
        return ExecutionResult.Exited(run?.ExitCode ?? throw new SandboxUnavailableException("The command has no exit code."), run.Output);
    }

    private static async Task<AcmeBox> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken) =>
        await response.Content.ReadFromJsonAsync<AcmeBox>(cancellationToken) ?? throw new SandboxUnavailableException("There is no box.");
}

public sealed record AcmeBox
{
    [SandboxId] public required string Id { get; init; }

    [Labels] public IReadOnlyDictionary<string, string>? Labels { get; init; }

    [CreatedAt] public DateTimeOffset? Created { get; init; }
}

internal sealed record AcmeCreate({|CFW1006:string|} Image, TimeSpan? Lifetime, IReadOnlyDictionary<string, string> Labels);

public sealed record AcmeRun(int? ExitCode, string Output);

[ProviderSettings(EnvironmentPrefix = "ACME")]
public sealed partial record AcmeOptions
{
    [Secret, Setup("Create a key at https://acme.example/keys")]
    public required string ApiKey { get; init; }

    public string Region { get; init; } = "north";
}
