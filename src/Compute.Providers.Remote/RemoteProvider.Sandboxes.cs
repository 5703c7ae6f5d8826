using System.Runtime.CompilerServices;
using Compute.Framework.Authoring;
using Compute.Providers.Remote.Wire;

namespace Compute.Providers.Remote;

public sealed partial class RemoteProvider
{
    [CreateSandbox]
    [Honors(
        nameof(CreateSandboxOptions.Image),
        nameof(CreateSandboxOptions.Template),
        nameof(CreateSandboxOptions.SnapshotId),
        nameof(CreateSandboxOptions.Name),
        nameof(CreateSandboxOptions.Labels),
        nameof(CreateSandboxOptions.Environment),
        nameof(CreateSandboxOptions.WorkingDirectory),
        nameof(CreateSandboxOptions.User),
        nameof(CreateSandboxOptions.Lifetime),
        nameof(CreateSandboxOptions.Resources),
        nameof(CreateSandboxOptions.Ports),
        nameof(CreateSandboxOptions.Mounts),
        nameof(CreateSandboxOptions.Network),
        nameof(CreateSandboxOptions.NetworkAllowList),
        nameof(CreateSandboxOptions.Security))]
    internal async Task<RemoteSandbox> CreateAsync(CreateSandboxOptions options, CancellationToken cancellationToken)
    {
        // Records of other providers are theirs; the gateway has none of ours.
        var key = Guid.NewGuid().ToString();
        return RemoteSandbox.Of(await _gateway.RepeatAsync<SandboxInfo>(
            () =>
            {
                var request = _gateway.Request(HttpMethod.Post, "sandboxes", options with { ProviderOptions = [] });
                request.Headers.Add(GatewayProtocol.IdempotencyKey, key);
                return request;
            },
            cancellationToken).ConfigureAwait(false));
    }

    [GetSandbox]
    internal async Task<RemoteSandbox?> GetAsync(string sandboxId, CancellationToken cancellationToken)
    {
        if (PathSegment.Encode(sandboxId) is not { } segment)
        {
            return null;
        }

        try
        {
            return RemoteSandbox.Of(await _gateway.ReadAsync<SandboxInfo>($"sandboxes/{segment}", cancellationToken).ConfigureAwait(false));
        }
        catch (SandboxNotFoundException)
        {
            return null;
        }
    }

    [ListSandboxes]
    internal async IAsyncEnumerable<RemoteSandbox> ListAsync(
        IReadOnlyDictionary<string, string> labels, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A name with '=' cannot be distinguished from its value in the address; the framework compares all labels once more.
        var filters = labels.Where(static label => !label.Key.Contains('=', StringComparison.Ordinal))
            .Select(static label => $"label={Uri.EscapeDataString($"{label.Key}={label.Value}")}");
        var path = $"sandboxes?{string.Join('&', filters)}";
        await foreach (var info in _gateway.ListAsync<SandboxInfo>(path, cancellationToken).ConfigureAwait(false))
        {
            yield return RemoteSandbox.Of(info);
        }
    }

    [DestroySandbox]
    internal async Task DestroyAsync(string sandboxId, CancellationToken cancellationToken)
    {
        if (PathSegment.Encode(sandboxId) is { } segment)
        {
            await _gateway.CallAsync(HttpMethod.Delete, $"sandboxes/{segment}", cancellationToken).ConfigureAwait(false);
        }
    }

    [DescribeSandbox]
    internal Task<RemoteSandbox?> DescribeAsync(RemoteSandbox sandbox, CancellationToken cancellationToken) =>
        GetAsync(sandbox.Id, cancellationToken);

    private static string PathOf(RemoteSandbox sandbox, string part) => $"sandboxes/{PathSegment.Encode(sandbox.Id)}/{part}";
}
