using Compute.Framework;
using Compute.Framework.Authoring;
using Compute.Framework.Http;

namespace Acme;

/// <summary>A provider over a REST API. The author writes the calls; everything else is generated or in the framework.</summary>
[Provider("acme", DisplayName = "Acme Cloud")]
public sealed partial class AcmeProvider(AcmeOptions options, HttpClient http)
{
    private readonly AcmeClient _client = new(options, http);

    [CheckAvailability]
    private async Task<ProviderAvailability> CheckAsync(CancellationToken cancellationToken)
    {
        await _client.GetAsync("sandboxes", AcmeJson.Default.AcmePage, cancellationToken);
        return ProviderAvailability.Available();
    }

    [CreateSandbox]
    private Task<AcmeSandbox> CreateAsync(
        TimeSpan? lifetime,
        IReadOnlyDictionary<string, string> labels,
        IReadOnlyDictionary<string, string> environment,
        CancellationToken cancellationToken) =>
        _client.PostAsync(
            "sandboxes",
            new AcmeCreate(lifetime?.TotalSeconds, labels, environment),
            AcmeJson.Default.AcmeCreate,
            AcmeJson.Default.AcmeSandbox,
            idempotencyKey: Guid.NewGuid(),
            cancellationToken);

    [GetSandbox]
    private Task<AcmeSandbox?> GetAsync(string sandboxId, CancellationToken cancellationToken) =>
        _client.FindAsync(AcmeClient.Sandbox(sandboxId), AcmeJson.Default.AcmeSandbox, cancellationToken);

    [ListSandboxes]
    private IAsyncEnumerable<AcmeSandbox> ListAsync(CancellationToken cancellationToken) => Paging.ReadAllAsync(
        (after, token) => _client.GetAsync($"sandboxes?after={Uri.EscapeDataString(after ?? "")}", AcmeJson.Default.AcmePage, token),
        page => page.Items,
        page => page.Next,
        cancellationToken);

    [DestroySandbox]
    private Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) =>
        _client.DeleteAsync(AcmeClient.Sandbox(sandboxId), cancellationToken);

    [RunCommand]
    private async Task<ExecutionResult> RunAsync(
        AcmeSandbox sandbox,
        IReadOnlyList<string> arguments,
        string? workingDirectory,
        IReadOnlyDictionary<string, string> environment,
        TimeSpan? timeout,
        long maxOutputBytes,
        CancellationToken cancellationToken)
    {
        var command = new AcmeCommand(arguments, workingDirectory, environment, timeout?.TotalSeconds, maxOutputBytes);
        var result = await _client.PostAsync(
            AcmeClient.Sandbox(sandbox.Id, "commands"), command, AcmeJson.Default.AcmeCommand, AcmeJson.Default.AcmeResult, idempotencyKey: null, cancellationToken);
        return AcmeOutcome.Translate(result);
    }

    [ReadFile]
    private Task<Stream> ReadFileAsync(AcmeSandbox sandbox, string path, CancellationToken cancellationToken) =>
        _client.DownloadAsync(sandbox.Id, path, cancellationToken);

    [WriteFile]
    private Task WriteFileAsync(AcmeSandbox sandbox, string path, Stream content, CancellationToken cancellationToken) =>
        _client.UploadAsync(sandbox.Id, path, content, cancellationToken);
}
