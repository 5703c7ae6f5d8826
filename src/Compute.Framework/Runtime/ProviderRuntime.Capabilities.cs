using System.Diagnostics.CodeAnalysis;

namespace Compute.Framework.Runtime;

/// <content>What the provider can do, and when that is found out.</content>
public sealed partial class ProviderRuntime<THandle>
{
    private CapabilityPreparation? _preparation;
    private KnownCapabilities? _known;

    /// <summary>See <see cref="ISandboxProvider.Info"/>.</summary>
    public ProviderInfo Info => Known.Info;

    /// <summary>What is known now. It can change with each preparation: ask once for one decision.</summary>
    internal KnownCapabilities Known =>
        Volatile.Read(ref _known)
        ?? Interlocked.CompareExchange(ref _known, Refine(), null)
        ?? _known;

    /// <summary>See <see cref="ISandboxProvider.GetInfoAsync"/>.</summary>
    /// <param name="cancellationToken">Stops the waiting.</param>
    public async ValueTask<ProviderInfo> GetInfoAsync(CancellationToken cancellationToken)
    {
        try
        {
            await PrepareAsync(cancellationToken).ConfigureAwait(false);
            return Info;
        }
        catch (Exception exception)
        {
            var error = ErrorMapper.Map(exception, Lifetime, null, SandboxOperation.CheckAvailability, cancellationToken);
            if (ReferenceEquals(error, exception))
            {
                throw;
            }

            throw error;
        }
    }

    /// <summary>See <see cref="ISandboxProvider.TryGet"/>.</summary>
    /// <typeparam name="TCapability">The capability's interface.</typeparam>
    /// <param name="provider">The provider object.</param>
    /// <param name="capability">The provider object as the capability.</param>
    public bool TryGet<TCapability>(ISandboxProvider provider, [NotNullWhen(true)] out TCapability? capability)
        where TCapability : class
    {
        ArgumentNullException.ThrowIfNull(provider);
        return CapabilityOperations.TryGet(provider, Info.Capabilities, out capability);
    }

    /// <summary>Waits until the back end was asked what it can do, before the first operation.</summary>
    internal ValueTask PrepareAsync(CancellationToken cancellationToken) => _preparation?.EnsureAsync(cancellationToken) ?? default;

    /// <summary>Finds out whether the back end honors the options of a creation. What it could never honor is refused without asking
    /// it.</summary>
    private async ValueTask PrepareCreateAsync(CreateSandboxOptions options, CancellationToken cancellationToken)
    {
        OptionTables.Create.CheckLimits(options, Info.Capabilities[SandboxOperation.CreateSandbox]);
        await PrepareAsync(cancellationToken).ConfigureAwait(false);
        Known.Ensure(SandboxOperation.CreateSandbox);
        CreateGuard.CheckHere(options, Manifest, Info.Capabilities[SandboxOperation.CreateSandbox]);
    }

    /// <summary>A back end that cannot say what it can do cannot be used.</summary>
    private static ProviderAvailability Judge(ProviderAvailability availability, Exception? failure) =>
        availability.IsAvailable && failure is not null
            ? ProviderAvailability.Unavailable($"What the back end can do could not be found out: {failure.Message}")
            : availability;

    /// <summary>Asks the back end once more what it can do.</summary>
    /// <returns>Why that is not known, or null.</returns>
    private async ValueTask<Exception?> PrepareAgainAsync(CancellationToken cancellationToken)
    {
        if (_preparation is not { } preparation)
        {
            return null;
        }

        try
        {
            await preparation.RepeatAsync(cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return exception;
        }
    }

    private CapabilityPreparation? CreatePreparation() => Driver.Refiner is { } refiner
        ? new CapabilityPreparation(refiner, () => Volatile.Write(ref _known, Refine()), Services.TimeProvider)
        : null;

    private KnownCapabilities Refine() => new(Manifest, Driver.Refiner);
}
