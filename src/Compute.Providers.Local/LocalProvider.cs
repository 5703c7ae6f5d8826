using System.Runtime.CompilerServices;
using Compute.Framework;
using Compute.Framework.Authoring;
using Compute.Providers.Local.State;
using Microsoft.Extensions.Logging;

namespace Compute.Providers.Local;

/// <summary>Sandboxes on this machine: directories with processes, kept apart by Linux namespaces where the machine can.</summary>
/// <remarks>
/// State is on disk, so that another process can find a sandbox and go on with it, and clean up after one that died. After a command
/// has ended, output of children that it left running is awaited for a tenth of a second; such children live until the sandbox ends.
/// </remarks>
[Provider("local", DisplayName = "Local")]
public sealed partial class LocalProvider(LocalOptions options, ILogger<LocalProvider> logger, TimeProvider timeProvider) : ICapabilityRefiner
{
    private readonly LocalBackend _backend = new(options, logger, timeProvider);

    /// <inheritdoc/>
    Support ICapabilityRefiner.Refine(SandboxOperation operation, string? option, Support declared) =>
        _backend.Refine(operation, option, declared);

    /// <inheritdoc/>
    ValueTask ICapabilityRefiner.PrepareAsync(CancellationToken cancellationToken) => _backend.PrepareAsync();

    [CheckAvailability]
    internal Task<ProviderAvailability> CheckAvailabilityAsync(CancellationToken cancellationToken) =>
        Task.Run(_backend.CheckAvailability, cancellationToken);

    [CreateSandbox]
    internal async Task<LocalHandle> CreateAsync(
        string? snapshotId,
        string? name,
        IReadOnlyDictionary<string, string> labels,
        IReadOnlyDictionary<string, string> environment,
        string? workingDirectory,
        TimeSpan? lifetime,
        double? cpus,
        long? memoryBytes,
        int? maxProcesses,
        IReadOnlyList<int> ports,
        IReadOnlyList<SandboxMount> mounts,
        NetworkPolicy? network,
        CancellationToken cancellationToken)
    {
        var sandbox = new NewSandbox
        {
            SnapshotId = snapshotId,
            Name = name,
            Labels = labels,
            Environment = environment,
            WorkingDirectory = workingDirectory,
            Lifetime = lifetime,
            Limits = new ResourceLimits(cpus, memoryBytes, maxProcesses),
            Ports = ports,
            Mounts = mounts,
            HasNetwork = network?.Access switch
            {
                null => null,
                NetworkAccess.Full => true,
                NetworkAccess.None => false,
                _ => throw new UnsupportedOptionException(nameof(CreateSandboxOptions.Network), "this machine has no named networks"),
            },
        };
        return await _backend.CreateAsync(sandbox, cancellationToken).ConfigureAwait(false);
    }

    [GetSandbox]
    internal async Task<LocalHandle?> GetAsync(string sandboxId, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return await _backend.FindAsync(sandboxId).ConfigureAwait(false) is { } record ? _backend.Handle(record) : null;
    }

    [ListSandboxes]
    internal async IAsyncEnumerable<LocalHandle> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var record in await _backend.ListAsync().ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return _backend.Handle(record);
        }
    }

    [DestroySandbox]
    internal Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) =>
        _backend.DestroyAsync(sandboxId, cancellationToken).AsTask();

    [DescribeSandbox]
    internal Task<LocalHandle?> DescribeAsync(LocalHandle sandbox, CancellationToken cancellationToken) =>
        GetAsync(sandbox.Id, cancellationToken);

    [StartProcess]
    internal ValueTask<ProcessChannel> StartAsync(
        LocalHandle sandbox,
        IReadOnlyList<string> arguments,
        string? workingDirectory,
        IReadOnlyDictionary<string, string> environment,
        CancellationToken cancellationToken) =>
        _backend.StartAsync(sandbox.Id, new(arguments, workingDirectory, environment), cancellationToken);

    [OpenTerminal]
    internal ValueTask<TerminalChannel> OpenTerminalAsync(
        LocalHandle sandbox,
        IReadOnlyList<string> arguments,
        string? workingDirectory,
        IReadOnlyDictionary<string, string> environment,
        int columns,
        int rows,
        CancellationToken cancellationToken) =>
        _backend.OpenTerminalAsync(sandbox.Id, new(arguments, workingDirectory, environment), columns, rows, cancellationToken);
}
