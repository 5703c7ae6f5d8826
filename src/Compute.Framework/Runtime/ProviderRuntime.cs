using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Compute.Framework.Runtime;

/// <summary>What a generated provider class calls: every operation with guard, ownership, error mapping and telemetry.</summary>
/// <typeparam name="THandle">The author's handle type.</typeparam>
public sealed partial class ProviderRuntime<THandle> : IAsyncDisposable, IDisposable
{
    /// <summary>How long a look for a sandbox may take that is to explain an error.</summary>
    private static readonly TimeSpan LookLimit = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, SandboxCore<THandle>> _owned = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> _beingDestroyed = new(StringComparer.Ordinal);

    /// <summary>Creates the runtime of one provider object.</summary>
    /// <param name="driver">The author's methods.</param>
    /// <param name="services">What it uses from its surroundings.</param>
    public ProviderRuntime(ProviderDriver<THandle> driver, ProviderServices services)
    {
        ArgumentNullException.ThrowIfNull(driver);
        ArgumentNullException.ThrowIfNull(services);
        Driver = driver;
        Services = services;
        Manifest = driver.Manifest;
        Lifetime = new ProviderLifetime(Manifest.Name);
        _preparation = CreatePreparation();
    }

    internal ProviderDriver<THandle> Driver { get; }

    internal ProviderManifest Manifest { get; }

    internal ProviderServices Services { get; }

    internal ProviderLifetime Lifetime { get; }

    internal ProcessTable Processes { get; } = new();

    /// <summary>See <see cref="ISandboxProvider.CheckAvailabilityAsync"/>.</summary>
    /// <param name="cancellationToken">Ends the check.</param>
    public Task<ProviderAvailability> CheckAvailabilityAsync(CancellationToken cancellationToken) =>
        FrameAsync(
            SandboxOperation.CheckAvailability,
            null,
            async () =>
            {
                var failure = await PrepareAgainAsync(cancellationToken).ConfigureAwait(false);
                return Judge(await Driver.CheckAvailabilityAsync(cancellationToken).ConfigureAwait(false), failure);
            },
            cancellationToken,
            describe: static availability => new(availability.IsAvailable ? "ok" : "unavailable"));

    /// <summary>See <see cref="ISandboxProvider.CreateAsync"/>.</summary>
    /// <typeparam name="TSandbox">The generated sandbox class, or an interface of it.</typeparam>
    /// <param name="options">The caller's options.</param>
    /// <param name="cancellationToken">Cancels the creation.</param>
    public async Task<TSandbox> CreateAsync<TSandbox>(CreateSandboxOptions? options, CancellationToken cancellationToken)
        where TSandbox : class, ISandbox
    {
        options ??= new CreateSandboxOptions();
        var core = await FrameAsync(
            SandboxOperation.CreateSandbox,
            null,
            async () =>
            {
                CallerFault.Check(
                    (options, Manifest, Here: Info.Capabilities[SandboxOperation.CreateSandbox]),
                    static call => CreateGuard.Check(call.options, call.Manifest, call.Here));
                await PrepareCreateAsync(options, cancellationToken).ConfigureAwait(false);
                options = ApplyDefaults(options);
                OptionTables.Create.CheckLimits(options, Info.Capabilities[SandboxOperation.CreateSandbox]);
                options = options.Lifetime == Timeout.InfiniteTimeSpan ? options with { Lifetime = null } : options;
                cancellationToken.ThrowIfCancellationRequested();
                return await SandboxCreation.RunAsync(this, options, cancellationToken).ConfigureAwait(false);
            },
            cancellationToken,
            describe: static core => new("ok", core.Id)).ConfigureAwait(false);
        return (TSandbox)(ISandbox)Driver.CreateSandboxObject(core);
    }

    /// <summary>See <see cref="ISandboxProvider.GetAsync"/>.</summary>
    /// <typeparam name="TSandbox">The generated sandbox class, or an interface of it.</typeparam>
    /// <param name="sandboxId">The id.</param>
    /// <param name="cancellationToken">Cancels the look-up.</param>
    public async Task<TSandbox?> GetAsync<TSandbox>(string sandboxId, CancellationToken cancellationToken)
        where TSandbox : class, ISandbox
    {
        TextGuard.CheckId(sandboxId, nameof(sandboxId));
        var found = await FrameAsync(
            SandboxOperation.GetSandbox,
            null,
            async () =>
            {
                await PrepareAsync(cancellationToken).ConfigureAwait(false);
                Known.Ensure(SandboxOperation.GetSandbox);
                return await FindAsync(sandboxId, cancellationToken).ConfigureAwait(false);
            },
            cancellationToken,
            sandboxId,
            static found => new(found.IsFound ? "ok" : "none")).ConfigureAwait(false);
        return found.IsFound
            ? (TSandbox)(ISandbox)Driver.CreateSandboxObject(new SandboxCore<THandle>(this, found.Handle, isOwned: false))
            : null;
    }

    /// <summary>See <see cref="ISandboxProvider.ListAsync"/>.</summary>
    /// <param name="filter">Which sandboxes.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    public IAsyncEnumerable<SandboxInfo> ListAsync(SandboxFilter? filter, CancellationToken cancellationToken)
    {
        filter ??= new SandboxFilter();
        foreach (var (key, value) in filter.Labels)
        {
            TextGuard.Check(key, nameof(filter.Labels), nameof(filter));
            TextGuard.Check(value, nameof(filter.Labels), nameof(filter));
        }

        return Sequences.Observe(
            ListCoreAsync(filter, cancellationToken),
            () => Start(SandboxOperation.ListSandboxes),
            static (exception, _) => new(exception),
            cancellationToken);
    }

    /// <summary>See <see cref="ISandboxProvider.DestroyAsync"/>.</summary>
    /// <param name="sandboxId">The id.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public async Task DestroyAsync(string sandboxId, CancellationToken cancellationToken)
    {
        TextGuard.CheckId(sandboxId, nameof(sandboxId));
        await FrameAsync(
            SandboxOperation.DestroySandbox,
            null,
            async ValueTask<bool> () =>
            {
                await DestroyCoreAsync(sandboxId, cancellationToken).ConfigureAwait(false);
                return true;
            },
            cancellationToken,
            sandboxId).ConfigureAwait(false);
    }

    internal OperationScope Start(SandboxOperation operation, string? sandboxId = null) =>
        OperationScope.Start(Lifetime, operation, sandboxId, Services);

    internal SandboxCore<THandle> Own(THandle handle, Ownership ownership)
    {
        var core = new SandboxCore<THandle>(this, handle, ownership == Ownership.Owned);
        if (core.Id is null or "")
        {
            throw new ProviderFaultException("The provider gave a sandbox without an id.");
        }

        if (ownership == Ownership.Owned && _owned.TryAdd(core.Id, core))
        {
            ComputeTelemetry.CountActive(1, Manifest.Name, Services.InstanceName);
        }

        return core;
    }

    internal async ValueTask<SandboxLookup<THandle>> FindAsync(string sandboxId, CancellationToken cancellationToken)
    {
        try
        {
            return await Driver.GetSandboxAsync(sandboxId, cancellationToken).ConfigureAwait(false);
        }
        catch (SandboxNotFoundException)
        {
            return default;
        }
    }

    internal async ValueTask DestroyCoreAsync(string sandboxId, CancellationToken cancellationToken)
    {
        _beingDestroyed.TryAdd(sandboxId, 0);
        try
        {
            await Driver.DestroySandboxAsync(sandboxId, cancellationToken).ConfigureAwait(false);
        }
        catch (SandboxNotFoundException)
        {
            // Gone is what was asked for.
        }
        catch (SandboxUnavailableException) when (!cancellationToken.IsCancellationRequested)
        {
            // So it may be here: a gateway may know nothing of it any more.
            if (!await IsAbsentAsync(sandboxId).ConfigureAwait(false))
            {
                throw;
            }
        }
        finally
        {
            _beingDestroyed.TryRemove(sandboxId, out _);
        }

        Processes.Forget(sandboxId);
        if (_owned.TryRemove(sandboxId, out _))
        {
            ComputeTelemetry.CountActive(-1, Manifest.Name, Services.InstanceName);
        }
    }

    /// <summary>Whether a sandbox is gone or going; false when that cannot be found out.</summary>
    internal ValueTask<bool> IsGoneAsync(string sandboxId) => _beingDestroyed.ContainsKey(sandboxId) ? new(true) : IsAbsentAsync(sandboxId);

    /// <summary>An error after a look for its sandbox, where that decides what it means: one that is gone stays unavailable at many
    /// gateways.</summary>
    /// <remarks>An error that was thrown after such a look is left as it is, and so is one of a caller who has cancelled.</remarks>
    internal async ValueTask<Exception> ExplainAsync(string? sandboxId, Exception exception, CancellationToken cancellationToken) =>
        sandboxId is not null && ErrorMapper.IsUnsettled(exception) && !cancellationToken.IsCancellationRequested
            && await IsAbsentAsync(sandboxId).ConfigureAwait(false)
            ? new SandboxNotFoundException(exception)
            : exception;

    private async ValueTask<bool> IsAbsentAsync(string sandboxId)
    {
        using var limit = new CancellationTokenSource(LookLimit);
        try
        {
            return !(await FindAsync(sandboxId, limit.Token).AsTask().WaitAsync(limit.Token).ConfigureAwait(false)).IsFound;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return false;
        }
    }

    internal SandboxInfo ToInfo(in SandboxFacts facts)
    {
        SandboxOwner? owner = null;
        if (facts.Labels?.TryGetValue(OwnerLabels.Owner, out var label) == true)
        {
            _ = SandboxOwner.TryParse(label, out owner);
        }

        var info = new SandboxInfo
        {
            Id = facts.Id,
            ProviderName = Manifest.Name,
            Name = facts.Name,
            Status = facts.Status ?? SandboxStatus.Unknown,
            CreatedAt = facts.CreatedAt?.ToUniversalTime(),
            ExpiresAt = facts.ExpiresAt?.ToUniversalTime(),
            Owner = owner,
        };
        return facts.Labels is null ? info : info with { Labels = OwnerLabels.Strip(facts.Labels) };
    }

    private CreateSandboxOptions ApplyDefaults(CreateSandboxOptions options) =>
        options.Lifetime is null && Services.Defaults.SandboxLifetime is { } lifetime && Known.Creates(nameof(options.Lifetime))
            ? options with { Lifetime = lifetime }
            : options;

    private async IAsyncEnumerable<SandboxInfo> ListCoreAsync(
        SandboxFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Lifetime.ThrowIfEnded();
        await PrepareAsync(cancellationToken).ConfigureAwait(false);
        var known = Known;
        known.Ensure(SandboxOperation.ListSandboxes);
        var labels = known.Info.Capabilities[SandboxOperation.ListSandboxes][nameof(SandboxFilter.Labels)];
        if (filter.Labels.Count > 0 && labels.Level == SupportLevel.Unsupported)
        {
            throw new UnsupportedOptionException(nameof(SandboxFilter.Labels), labels.Description);
        }

        var asked = labels.Level == SupportLevel.Emulated && Manifest.HandleShowsLabels ? new SandboxFilter() : filter;
        await foreach (var handle in Driver.ListSandboxesAsync(asked, cancellationToken).ConfigureAwait(false))
        {
            var facts = Driver.GetFacts(handle);
            if (facts.Labels is not { } own
                || filter.Labels.All(wanted => own.TryGetValue(wanted.Key, out var value) && value == wanted.Value))
            {
                yield return ToInfo(facts);
            }
        }
    }
}
