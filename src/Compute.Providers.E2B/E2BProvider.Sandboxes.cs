using Compute.Framework.Authoring;

namespace Compute.Providers.E2B;

public sealed partial class E2BProvider
{
    private const string Everything = "0.0.0.0/0";

    /// <summary>As many as a page has at most.</summary>
    private const int PageSize = 100;

    [CreateSandbox]
    internal async Task<E2BSandbox> CreateAsync(
        string? template,
        string? snapshotId,
        IReadOnlyDictionary<string, string> labels,
        IReadOnlyDictionary<string, string> environment,
        [AtLeast("00:00:01"), AtMost("1.00:00:00")] TimeSpan? lifetime,
        IReadOnlyList<int> ports,
        NetworkPolicy? network,
        IReadOnlyList<string> networkAllowList,
        E2BCreateOptions? own,
        CancellationToken cancellationToken)
    {
        if (template is not null && snapshotId is not null)
        {
            throw new UnsupportedOptionException(nameof(CreateSandboxOptions.Template), "a sandbox begins with a template or a snapshot");
        }

        var origin = snapshotId ?? template ?? _options.DefaultTemplate;
        own ??= new E2BCreateOptions();
        var body = new NewSandbox
        {
            TemplateId = origin,
            Timeout = Seconds(lifetime),
            Metadata = ports.Count == 0
                ? labels
                : new Dictionary<string, string>(labels) { [E2BSandbox.PortsLabel] = string.Join('.', ports) },
            EnvVars = environment,
            AllowInternetAccess = network?.Access switch
            {
                NetworkAccess.None => false,
                NetworkAccess.Full => true,
                NetworkAccess.Named => throw new UnsupportedOptionException(
                    nameof(CreateSandboxOptions.Network), $"E2B has no network with a name ('{network.NetworkName}')"),
                _ => null,
            },
            Network = NetworkOf(networkAllowList, own),
            AutoPause = own.PauseAtEnd ? true : null,
            AutoPauseMemory = own is { PauseAtEnd: true, KeepMemory: false } ? false : null,
            AutoResume = own.ResumeOnTraffic ? new AutoResume(Enabled: true) : null,
            VolumeMounts = own.Volumes.Count == 0 ? null : [.. own.Volumes.Select(volume => new VolumeMount(volume.Value, volume.Key))],
        };
        try
        {
            var created = await _control.CallAsync((api, key, token) => api.CreateAsync(body, key, token), cancellationToken)
                .ConfigureAwait(false);
            return new E2BSandbox
            {
                Id = created.SandboxId,
                TemplateId = created.TemplateId,
                Status = SandboxStatus.Running,
                Labels = labels,
                Ports = ports,
                EnvdVersion = created.EnvdVersion,
                Access = created.ToAccess(),
            };
        }
        catch (SandboxNotFoundException error)
        {
            throw new ResourceNotFoundException(snapshotId is null ? "template" : "snapshot", origin, error);
        }
    }

    [GetSandbox]
    internal async Task<E2BSandbox?> GetAsync(string sandboxId, CancellationToken cancellationToken)
    {
        try
        {
            return E2BSandbox.Of(await ReadAsync(sandboxId, cancellationToken).ConfigureAwait(false));
        }
        catch (SandboxNotFoundException)
        {
            return null;
        }
    }

    [DescribeSandbox]
    internal async Task<E2BSandbox?> DescribeAsync(E2BSandbox sandbox, CancellationToken cancellationToken)
    {
        var found = await GetAsync(sandbox.Id, cancellationToken).ConfigureAwait(false);
        if (found is not null)
        {
            found.Access ??= sandbox.Access;
        }

        return found;
    }

    [ListSandboxes]
    internal IAsyncEnumerable<E2BSandbox> ListAsync(IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken)
    {
        // The API decodes the filter as a whole, and then each name and value.
        var filter = labels.Count == 0 ? null : string.Join('&', labels.Select(static label => $"{Twice(label.Key)}={Twice(label.Value)}"));
        return _control.ListAsync<SandboxDetail>(
            (api, key, next, token) => api.ListAsync(filter, "running,paused", PageSize, next, key, token),
            cancellationToken).Select(E2BSandbox.Of);

        static string Twice(string text) => Uri.EscapeDataString(Uri.EscapeDataString(text));
    }

    [DestroySandbox]
    internal Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) =>
        _control.TryAsync((api, key, token) => api.DeleteAsync(sandboxId, key, token), cancellationToken);

    [ExtendLifetime]
    internal Task ExtendLifetimeAsync(
        E2BSandbox sandbox, [AtLeast("00:00:01"), AtMost("1.00:00:00")] TimeSpan lifetime, CancellationToken cancellationToken) =>
        _control.CallAsync(
            async (api, key, token) =>
            {
                await api.SetTimeoutAsync(sandbox.Id, new SandboxTimeout(Seconds(lifetime)!.Value), key, token).ConfigureAwait(false);
                return true;
            },
            cancellationToken);

    [Pause]
    internal async Task PauseAsync(E2BSandbox sandbox, CancellationToken cancellationToken)
    {
        if (!await _control.TryAsync(
            (api, key, token) => api.PauseAsync(sandbox.Id, new PauseSandbox(Memory: null), key, token), cancellationToken)
            .ConfigureAwait(false))
        {
            throw new SandboxNotFoundException();
        }
    }

    [Resume]
    internal async Task ResumeAsync(E2BSandbox sandbox, CancellationToken cancellationToken) =>
        sandbox.Access = (await ConnectAsync(sandbox.Id, timeout: null, cancellationToken).ConfigureAwait(false)).ToAccess();

    [GetEndpoint]
    internal async Task<SandboxEndpoint> GetEndpointAsync(E2BSandbox sandbox, int port, CancellationToken cancellationToken) =>
        sandbox.Ports is { Count: > 0 } ports && !ports.Contains(port)
            ? throw new EndpointNotFoundException(port)
            : _envd.EndpointOf(sandbox.Id, sandbox.Access ??= await OpenAsync(sandbox, cancellationToken).ConfigureAwait(false), port);

    /// <summary>The API counts whole seconds; less than what was asked for would end the sandbox too early.</summary>
    private static int? Seconds(TimeSpan? lifetime) => lifetime is { } time ? (int)Math.Ceiling(time.TotalSeconds) : null;

    /// <summary>What is allowed takes precedence over what is denied.</summary>
    private static SandboxNetwork? NetworkOf(IReadOnlyList<string> allowed, E2BCreateOptions own)
    {
        IReadOnlyList<string> denied = allowed.Count > 0 ? [Everything, .. own.DeniedDestinations] : own.DeniedDestinations;
        return denied.Count == 0 && !own.IsTrafficPrivate && own.RequestHost is null
            ? null
            : new SandboxNetwork
            {
                AllowOut = allowed.Count == 0 ? null : allowed,
                DenyOut = denied.Count == 0 ? null : denied,
                AllowPublicTraffic = own.IsTrafficPrivate ? false : null,
                MaskRequestHost = own.RequestHost,
            };
    }
}
