using System.Net;
using System.Net.Http.Json;
using Compute.Framework;
using Compute.Framework.Authoring;

namespace Acme;

[Provider("acme", DisplayName = "Acme")]
public sealed partial class AcmeProvider(AcmeOptions options, HttpClient http)
{
    [CreateSandbox]
    private async Task<AcmeBox> CreateBoxAsync(string? image, TimeSpan? lifetime, IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken)
    {
        using var response = await http.PostAsJsonAsync("boxes", new { image, lifetime, labels, options.Region }, cancellationToken);
        return await ReadAsync(response, cancellationToken);
    }

    [CreateSnapshot]
    private async Task<SnapshotInfo> {|CFW1012:SnapshotAsync|}(AcmeBox box, string? name, CancellationToken cancellationToken)
    {
        using var response = await http.PostAsJsonAsync($"boxes/{box.Id}/snapshots", new { name }, cancellationToken);
        return new SnapshotInfo { Id = await response.Content.ReadAsStringAsync(cancellationToken) };
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

public sealed record AcmeRun(int? ExitCode, string Output);

[ProviderSettings(EnvironmentPrefix = "ACME")]
public sealed partial record AcmeOptions
{
    [Secret, Setup("Create a key at https://acme.example/keys")]
    public required string ApiKey { get; init; }

    public string Region { get; init; } = "north";
}
