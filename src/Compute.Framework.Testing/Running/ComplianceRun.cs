using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Compute.Framework.Testing;

/// <summary>What the cases of one run share: the provider, the run's label and sandboxes that one case after the other uses.</summary>
internal sealed class ComplianceRun(
    ISandboxProvider provider,
    ComplianceSettings settings,
    Func<ValueTask<ISandboxProvider>> createProvider) : IAsyncDisposable
{
    public const string LabelKey = "compliance-run";
    public const string CaseLabelKey = "compliance-case";

    private static readonly TimeSpan CleanUpTimeout = TimeSpan.FromSeconds(30);

    private readonly ConcurrentStack<ISandbox> _shared = new();
    private readonly ConcurrentDictionary<string, byte> _createdIds = new(StringComparer.Ordinal);
    private int _caseNumber;

    public ISandboxProvider Provider => provider;

    public ComplianceSettings Settings => settings;

    public string Id { get; } = Guid.NewGuid().ToString("n")[..12];

    public CapabilityManifest Capabilities => provider.Info.Capabilities;

    public bool HasLabels => Capabilities.Supports(SandboxOperation.CreateSandbox, "Labels");

    public CreateSandboxOptions Label(CreateSandboxOptions options)
    {
        if (!HasLabels || options.Labels.ContainsKey(LabelKey))
        {
            return options;
        }

        return options with { Labels = new Dictionary<string, string>(options.Labels) { [LabelKey] = Id } };
    }

    /// <summary>Remembers a sandbox, so that it is missed at the end even where the provider keeps no labels.</summary>
    public void Remember(string sandboxId) => _createdIds.TryAdd(sandboxId, 0);

    public int NextCaseNumber() => Interlocked.Increment(ref _caseNumber);

    public ValueTask<ISandboxProvider> CreateProviderAsync() => createProvider();

    /// <summary>A sandbox that an earlier case has left in order, or a new one; no other case has it until it is returned. So there are
    /// never more of them than cases that run at once.</summary>
    public async Task<ISandbox> RentSharedSandboxAsync(CancellationToken cancellationToken)
    {
        if (!_shared.TryPop(out var sandbox))
        {
            sandbox = await provider.CreateAsync(Label(settings.CreateOptions), cancellationToken).ConfigureAwait(false);
            Remember(sandbox.Id);
        }

        return sandbox;
    }

    /// <summary>Takes back what a case has rented. A case that failed may have broken it: then the next case gets a new one.</summary>
    public async Task ReturnSharedSandboxAsync(Task<ISandbox> rented, bool isBroken)
    {
        // A creation that failed was the case's own failure.
        await ((Task)rented.WaitAsync(CleanUpTimeout)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!rented.IsCompletedSuccessfully)
        {
            return;
        }

        var sandbox = await rented.ConfigureAwait(false);
        if (isBroken)
        {
            await RemoveAsync(sandbox).ConfigureAwait(false);
        }
        else
        {
            _shared.Push(sandbox);
        }
    }

    /// <summary>Removes a sandbox as well as can be. What it cannot remove, the check at the end of the run finds.</summary>
    [
        SuppressMessage(
            "Design", "CA1031:Do not catch general exception types", Justification = "Clean-up must not hide how the case itself ended.")
    ]
    public async Task RemoveAsync(ISandbox sandbox)
    {
        using var limit = new CancellationTokenSource(CleanUpTimeout);
        try
        {
            await provider.DestroyAsync(sandbox.Id, limit.Token).WaitAsync(limit.Token).ConfigureAwait(false);
            await sandbox.DisposeAsync().AsTask().WaitAsync(limit.Token).ConfigureAwait(false);
        }
        catch (Exception)
        {
        }
    }

    /// <summary>Ids of this run's sandboxes that are still at the provider, as far as it lets them be found.</summary>
    public async Task<IReadOnlyList<string>> FindLeftoversAsync()
    {
        using var limit = new CancellationTokenSource(CleanUpTimeout);
        var left = new List<string>();
        if (Capabilities.Supports(SandboxOperation.ListSandboxes))
        {
            await foreach (var info in provider.ListAsync(null, limit.Token).ConfigureAwait(false))
            {
                if (_createdIds.ContainsKey(info.Id) || (info.Labels.TryGetValue(LabelKey, out var run) && run == Id))
                {
                    left.Add(info.Id);
                }
            }

            return left;
        }

        foreach (var id in _createdIds.Keys)
        {
            if (await provider.GetAsync(id, limit.Token).ConfigureAwait(false) is not null)
            {
                left.Add(id);
            }
        }

        return left;
    }

    [
        SuppressMessage(
            "Design",
            "CA1031:Do not catch general exception types",
            Justification = "Each leftover is tried; the caller reports that there were any.")
    ]
    public async Task DestroyLeftoversAsync(IReadOnlyList<string> sandboxIds)
    {
        foreach (var id in sandboxIds)
        {
            using var limit = new CancellationTokenSource(CleanUpTimeout);
            try
            {
                await provider.DestroyAsync(id, limit.Token).WaitAsync(limit.Token).ConfigureAwait(false);
            }
            catch (Exception)
            {
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        while (_shared.TryPop(out var sandbox))
        {
            await RemoveAsync(sandbox).ConfigureAwait(false);
        }
    }
}
