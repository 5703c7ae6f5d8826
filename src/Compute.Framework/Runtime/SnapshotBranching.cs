namespace Compute.Framework.Runtime;

/// <summary>Branches by a snapshot that is deleted again, for providers that have snapshots but no branch.</summary>
internal static class SnapshotBranching
{
    public static async Task<IReadOnlyList<SandboxCore<THandle>>> RunAsync<THandle>(
        ProviderRuntime<THandle> runtime, THandle source, int count, CancellationToken cancellationToken)
    {
        // The provider's disposal waits for the end of all of it, the snapshot's deletion included.
        using var branching = runtime.Lifetime.BeginCreation(cancellationToken);
        var labels = runtime.Known.Creates(nameof(CreateSandboxOptions.Labels))
            ? SandboxCreation.SourceLabels(runtime, source)
            : new Dictionary<string, string>();
        var snapshot = await runtime.Driver.CreateSnapshotAsync(source, name: null, branching.Token).ConfigureAwait(false);
        var options = new CreateSandboxOptions { SnapshotId = snapshot.Id, Labels = labels };
        var creations = new List<Task<SandboxCore<THandle>>>(count);
        try
        {
            for (var i = 0; i < count; i++)
            {
                creations.Add(SandboxCreation.RunAsync(runtime, options, branching.Token));
            }

            return await Task.WhenAll(creations).ConfigureAwait(false);
        }
        catch
        {
            foreach (var creation in creations)
            {
                await ((Task)creation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (creation.IsCompletedSuccessfully)
                {
                    await runtime.TryDestroyAsync((await creation.ConfigureAwait(false)).Id).ConfigureAwait(false);
                }
            }

            branching.ThrowIfOrphaned();
            throw;
        }
        finally
        {
            await runtime.TryAsync(() => runtime.Driver.DeleteSnapshotAsync(snapshot.Id, CancellationToken.None)).ConfigureAwait(false);
        }
    }
}
