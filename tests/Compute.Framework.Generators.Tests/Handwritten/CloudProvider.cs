using System.Net.Http.Json;
using Compute.Framework;
using Compute.Framework.Authoring;

namespace Cloud;

[Provider("cloud", DisplayName = "Cloud")]
public sealed partial class CloudProvider(CloudOptions options, HttpClient http)
{
    [CreateSandbox]
    private async Task<CloudVm> CreateAsync(string? image, string? snapshotId, TimeSpan? lifetime, IReadOnlyDictionary<string, string> labels, CloudCreateOptions? cloud, CancellationToken cancellationToken)
    {
        var request = new { image, snapshotId, lifetimeSeconds = lifetime?.TotalSeconds, labels, cloud?.Region, options.ApiKey };
        var response = await http.PostAsJsonAsync(new Uri(options.BaseUrl, "sandboxes"), request, cancellationToken);
        return (await response.Content.ReadFromJsonAsync<CloudVm>(cancellationToken))!;
    }

    [GetSandbox]
    private Task<CloudVm?> GetAsync(string sandboxId, CancellationToken cancellationToken) =>
        http.GetFromJsonAsync<CloudVm?>(new Uri(options.BaseUrl, $"sandboxes/{sandboxId}"), cancellationToken);

    [ListSandboxes]
    private IAsyncEnumerable<CloudVm> ListAsync(CancellationToken cancellationToken) =>
        http.GetFromJsonAsAsyncEnumerable<CloudVm>(new Uri(options.BaseUrl, "sandboxes"), cancellationToken)!;

    [DestroySandbox]
    private Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) =>
        http.DeleteAsync(new Uri(options.BaseUrl, $"sandboxes/{sandboxId}"), cancellationToken);

    [RunCommand]
    private async Task<ExecutionResult> RunAsync(CloudVm vm, IReadOnlyList<string> arguments, string? workingDirectory, CancellationToken cancellationToken)
    {
        var response = await http.PostAsJsonAsync(new Uri(options.BaseUrl, $"sandboxes/{vm.Id}/run"), new { arguments, workingDirectory }, cancellationToken);
        return ExecutionResult.Exited(0, await response.Content.ReadAsByteArrayAsync(cancellationToken));
    }

    [CreateSnapshot]
    private async Task<SnapshotInfo> SnapshotAsync(CloudVm vm, string? name, CancellationToken cancellationToken)
    {
        var response = await http.PostAsJsonAsync(new Uri(options.BaseUrl, $"sandboxes/{vm.Id}/snapshots"), new { name }, cancellationToken);
        return new SnapshotInfo { Id = await response.Content.ReadAsStringAsync(cancellationToken), Name = name };
    }

    [ListSnapshots]
    private async Task<IReadOnlyList<SnapshotInfo>> ListSnapshotsAsync(CancellationToken cancellationToken) =>
        await http.GetFromJsonAsync<List<SnapshotInfo>>(new Uri(options.BaseUrl, "snapshots"), cancellationToken) ?? [];

    [DeleteSnapshot]
    private async ValueTask DeleteSnapshotAsync(string snapshotId, CancellationToken cancellationToken) =>
        await http.DeleteAsync(new Uri(options.BaseUrl, $"snapshots/{snapshotId}"), cancellationToken);
}

public sealed record CloudVm([property: SandboxId] string Id, [property: CreatedAt] DateTimeOffset Created, [property: Labels] IReadOnlyDictionary<string, string> Labels);

public sealed record CloudCreateOptions : ProviderSandboxOptions
{
    public override string ProviderName => "cloud";

    public string? Region { get; init; }
}
