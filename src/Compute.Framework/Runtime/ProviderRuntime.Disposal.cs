namespace Compute.Framework.Runtime;

/// <content>The end of the provider object, and of the sandboxes that it owns.</content>
public sealed partial class ProviderRuntime<THandle>
{
    /// <summary>Destroys the owned sandboxes that are still there, also those whose destruction failed before, then disposes the author's
    /// object. Creations under way are ended first, and what they made is destroyed.</summary>
    /// <remarks>Throws nothing: what fails is logged, keeps nothing else from being disposed, and does not take the place of an exception
    /// that is on its way through an <c>await using</c>. A second call waits for the first.</remarks>
    public async ValueTask DisposeAsync()
    {
        if (!Lifetime.TryEnd())
        {
            await Lifetime.Ended.ConfigureAwait(false);
            return;
        }

        try
        {
            await TryAsync(EndCreationsAsync).ConfigureAwait(false);
            await TryAsync(() => new(Task.WhenAll(_owned.Values.Select(core => core.EndAsync().AsTask())))).ConfigureAwait(false);
            await TryAsync(Driver.DisposeProviderAsync).ConfigureAwait(false);
            foreach (var owned in Services.Owned)
            {
                await TryAsync(() =>
                {
                    owned.Dispose();
                    return ValueTask.CompletedTask;
                }).ConfigureAwait(false);
            }
        }
        finally
        {
            Lifetime.CompleteEnd();
        }
    }

    /// <summary>Destroys a sandbox that is disposed. A failure is logged.</summary>
    /// <returns>Whether it is gone.</returns>
    internal async ValueTask<bool> TryDestroyAsync(string sandboxId)
    {
        var scope = Start(SandboxOperation.DestroySandbox, sandboxId);
        try
        {
            await DestroyCoreAsync(sandboxId, CancellationToken.None).ConfigureAwait(false);
            scope.Succeed();
            return true;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            var error = scope.Record(exception, CancellationToken.None);
            OperationLog.LeftBehind(Services.Logger, Manifest.Name, sandboxId, Remedy, error.Message);
            return false;
        }
    }

    /// <summary>Calls what cleans up, whose failure is logged.</summary>
    internal async ValueTask TryAsync(Func<ValueTask> dispose)
    {
        try
        {
            await dispose().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            OperationLog.ReleasingFailed(Services.Logger, Manifest.Name, exception.Message);
        }
    }

    private async ValueTask EndCreationsAsync()
    {
        var canFindAgain = Info.Capabilities.OrphanCleanup.Level != SupportLevel.Unsupported;
        if (!await Lifetime.EndCreationsAsync(cancelAtOnce: canFindAgain).ConfigureAwait(false))
        {
            OperationLog.CreationAbandoned(Services.Logger, Manifest.Name);
        }
    }

    private string Remedy => !Lifetime.HasEnded
        ? "Disposing the sandbox or its provider again tries again."
        : Manifest.HandleShowsLabels && Manifest.Declares(SandboxOperation.ListSandboxes)
            ? "ReapAsync removes it once this process has ended."
            : "Remove it by the back end's own means.";
}
