namespace Compute.Framework.Runtime;

/// <summary>Creates sandboxes so that a call which is cancelled, or whose response is lost, leaves nothing at the back end.</summary>
internal static class SandboxCreation
{
    /// <summary>When to look for what a failed create left: a back end may finish the creation after the connection is gone.</summary>
    private static readonly TimeSpan[] LookAfter = [TimeSpan.Zero, TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(1)];

    private static readonly TimeSpan CleanUpLimit = TimeSpan.FromSeconds(30);

    public static async Task<SandboxCore<THandle>> RunAsync<THandle>(
        ProviderRuntime<THandle> runtime, CreateSandboxOptions options, CancellationToken cancellationToken)
    {
        using var creation = runtime.Lifetime.BeginCreation(cancellationToken);
        var token = OwnerLabels.NewToken();
        var labelled = Label(runtime, options, token);
        SandboxCore<THandle> core;
        try
        {
            core = runtime.Own(await runtime.Driver.CreateSandboxAsync(labelled, creation.Token).ConfigureAwait(false), options.Ownership);
        }
        catch (Exception exception)
        {
            if (!IsRefusal(exception))
            {
                await CleanUpAsync(runtime, token).ConfigureAwait(false);
            }

            creation.ThrowIfOrphaned();
            throw;
        }

        if (creation.Token.IsCancellationRequested || runtime.Lifetime.HasEnded)
        {
            await runtime.TryDestroyAsync(core.Id).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            creation.ThrowIfOrphaned();
        }

        return core;
    }

    /// <summary>Several sandboxes from one call of the author's; all or none.</summary>
    public static async Task<IReadOnlyList<SandboxCore<THandle>>> BranchAsync<THandle>(
        ProviderRuntime<THandle> runtime, THandle source, int count, CancellationToken cancellationToken)
    {
        using var creation = runtime.Lifetime.BeginCreation(cancellationToken);
        var token = OwnerLabels.NewToken();
        var labelled = Label(runtime, new CreateSandboxOptions { Labels = SourceLabels(runtime, source) }, token);
        var branches = new List<SandboxCore<THandle>>(count);
        try
        {
            await foreach (var handle in runtime.Driver.BranchAsync(source, count, labelled, creation.Token).ConfigureAwait(false))
            {
                branches.Add(runtime.Own(handle, Ownership.Owned));
            }

            creation.Token.ThrowIfCancellationRequested();
            runtime.Lifetime.ThrowIfEnded();
            return branches.Count == count
                ? branches
                : throw new ProviderFaultException($"{count} branches were asked for, the provider made {branches.Count}.");
        }
        catch
        {
            foreach (var branch in branches)
            {
                await runtime.TryDestroyAsync(branch.Id).ConfigureAwait(false);
            }

            await CleanUpAsync(runtime, token).ConfigureAwait(false);
            creation.ThrowIfOrphaned();
            throw;
        }
    }

    /// <summary>The caller's labels of a sandbox, which its branches keep.</summary>
    public static IReadOnlyDictionary<string, string> SourceLabels<THandle>(ProviderRuntime<THandle> runtime, THandle source) =>
        OwnerLabels.Strip(runtime.Driver.GetFacts(source).Labels ?? new Dictionary<string, string>());

    private static CreateSandboxOptions Label<THandle>(ProviderRuntime<THandle> runtime, CreateSandboxOptions options, string token) =>
        runtime.Known.Creates(nameof(CreateSandboxOptions.Labels))
            ? options with { Labels = OwnerLabels.Add(options.Labels, options.Ownership, token) }
            : options;

    /// <summary>A refusal comes before anything was created; everything else may have left something.</summary>
    private static bool IsRefusal(Exception exception) => exception is UnsupportedOptionException or UnsupportedCapabilityException
        or ResourceNotFoundException or ResourceConflictException or ProviderConfigurationException;

    /// <summary>Finds by its token label what a create may have left, and removes it.</summary>
    private static async Task CleanUpAsync<THandle>(ProviderRuntime<THandle> runtime, string token)
    {
        if (runtime.Info.Capabilities.OrphanCleanup.Level == SupportLevel.Unsupported)
        {
            return;
        }

        using var limit = new CancellationTokenSource(CleanUpLimit);
        var filter = new SandboxFilter { Labels = new Dictionary<string, string> { [OwnerLabels.Token] = token } };
        try
        {
            foreach (var delay in LookAfter)
            {
                await Task.Delay(delay, limit.Token).ConfigureAwait(false);
                var left = new List<string>();
                await foreach (var handle in runtime.Driver.ListSandboxesAsync(filter, limit.Token).ConfigureAwait(false))
                {
                    var facts = runtime.Driver.GetFacts(handle);
                    if (facts.Labels?.TryGetValue(OwnerLabels.Token, out var value) == true && value == token)
                    {
                        left.Add(facts.Id);
                    }
                }

                foreach (var id in left)
                {
                    await runtime.DestroyCoreAsync(id, limit.Token).ConfigureAwait(false);
                }

                if (left.Count > 0)
                {
                    return;
                }
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The create's own error is the one to report; the owner label lets a reaper finish this.
            OperationLog.CleanUpFailed(runtime.Services.Logger, runtime.Manifest.Name, exception.Message);
        }
    }
}
