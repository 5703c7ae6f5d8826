namespace Compute.Framework.Runtime;

/// <content>What changes the sandbox as a whole, and copies of it.</content>
public sealed partial class SandboxCore<THandle>
{
    /// <inheritdoc/>
    public override Task<SnapshotInfo> CreateSnapshotAsync(string? name, CancellationToken cancellationToken) =>
        _runtime.CallAsync(
            SandboxOperation.CreateSnapshot,
            this,
            () =>
            {
                LimitGuard.Check(_runtime.Info.Capabilities[SandboxOperation.CreateSnapshot], name);
                return _runtime.Driver.CreateSnapshotAsync(Handle, name, cancellationToken);
            },
            cancellationToken,
            () => TextGuard.Check(name, "The name", nameof(name)));

    /// <inheritdoc/>
    public override Task<IReadOnlyList<ISandbox>> BranchAsync(int count, CancellationToken cancellationToken) =>
        _runtime.CallAsync(
            SandboxOperation.Branch,
            this,
            async ValueTask<IReadOnlyList<ISandbox>> () =>
            {
                LimitGuard.Check(_runtime.Info.Capabilities[SandboxOperation.Branch], count);
                var branches = _runtime.Known.IsNative(SandboxOperation.Branch)
                    ? await SandboxCreation.BranchAsync(_runtime, Handle, count, cancellationToken).ConfigureAwait(false)
                    : await SnapshotBranching.RunAsync(_runtime, Handle, count, cancellationToken).ConfigureAwait(false);
                return [.. branches.Select(ISandbox (core) => _runtime.Driver.CreateSandboxObject(core))];
            },
            cancellationToken,
            () =>
            {
                ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
                ArgumentOutOfRangeException.ThrowIfGreaterThan(count, 1000);
            });

    /// <inheritdoc/>
    public override Task PauseAsync(CancellationToken cancellationToken) =>
        _runtime.CallAsync(
            SandboxOperation.Pause,
            this,
            async ValueTask () =>
            {
                await _commands.EndSessionsAsync().ConfigureAwait(false);
                await _runtime.Driver.PauseAsync(Handle, cancellationToken).ConfigureAwait(false);
            },
            cancellationToken);

    /// <inheritdoc/>
    public override Task ResumeAsync(CancellationToken cancellationToken) =>
        _runtime.CallAsync(SandboxOperation.Resume, this, () => _runtime.Driver.ResumeAsync(Handle, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public override Task StopAsync(CancellationToken cancellationToken) =>
        _runtime.CallAsync(
            SandboxOperation.StopSandbox, this, () => _runtime.Driver.StopSandboxAsync(Handle, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public override Task RestartAsync(CancellationToken cancellationToken) =>
        _runtime.CallAsync(
            SandboxOperation.RestartSandbox, this, () => _runtime.Driver.RestartSandboxAsync(Handle, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public override Task ExtendLifetimeAsync(TimeSpan lifetime, CancellationToken cancellationToken) =>
        _runtime.CallAsync(
            SandboxOperation.ExtendLifetime,
            this,
            async ValueTask () =>
            {
                LimitGuard.Check(_runtime.Info.Capabilities[SandboxOperation.ExtendLifetime], lifetime);
                await CheckGrowsAsync(lifetime, cancellationToken).ConfigureAwait(false);
                await _runtime.Driver.ExtendLifetimeAsync(Handle, lifetime, cancellationToken).ConfigureAwait(false);
            },
            cancellationToken,
            () => Ranges.Lifetime(lifetime, nameof(lifetime)));

    /// <summary>Where a lifetime can only grow, the end that the sandbox has now decides: others may have extended it meanwhile.</summary>
    private async ValueTask CheckGrowsAsync(TimeSpan lifetime, CancellationToken cancellationToken)
    {
        const string Parameter = "Lifetime";
        if (!_runtime.Info.Capabilities[SandboxOperation.ExtendLifetime].Limits.TryGetValue(Parameter, out var limits) || !limits.OnlyGrows)
        {
            return;
        }

        var found = await _runtime.Driver.DescribeSandboxAsync(Handle, cancellationToken).ConfigureAwait(false);
        if (!found.IsFound)
        {
            throw new SandboxNotFoundException();
        }

        var now = _runtime.Services.TimeProvider.GetUtcNow();
        if (_runtime.Driver.GetFacts(found.Handle).ExpiresAt is { } expiresAt && lifetime < DateTimeOffset.MaxValue - now)
        {
            LimitGuard.CheckGrows(Parameter, expiresAt, now + lifetime);
        }
    }
}
