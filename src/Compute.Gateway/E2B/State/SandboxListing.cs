using Compute.Gateway.State;

namespace Compute.Gateway.E2B.State;

/// <summary>The ids of all sandboxes, for signed addresses that name none. Whoever asks has not shown a key yet: however many they are,
/// the back end lists once a second at most.</summary>
internal sealed class SandboxListing(GatewayServer gateway, string provider)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _listing = new(1, 1);
    private IReadOnlyList<string> _ids = [];
    private long? _listedAt;

    /// <summary>The id that matches, as callers see it; null if there is none.</summary>
    public async Task<string?> FindAsync(Func<string, bool> matches, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _ids).FirstOrDefault(matches) is { } known)
        {
            return known;
        }

        var asked = gateway.Time.GetTimestamp();
        await _listing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // One that began after this was asked has what there was then.
            if (!(_listedAt > asked))
            {
                await ListAsync(cancellationToken).ConfigureAwait(false);
            }

            return _ids.FirstOrDefault(matches);
        }
        finally
        {
            _listing.Release();
        }
    }

    private async Task ListAsync(CancellationToken cancellationToken)
    {
        if (_listedAt is { } last && gateway.Time.GetElapsedTime(last) is var age && age < Pause)
        {
            await Task.Delay(Pause - age, gateway.Time, cancellationToken).ConfigureAwait(false);
        }

        var began = gateway.Time.GetTimestamp();
        var ids = new List<string>();
        await foreach (var info in gateway.RequireProvider(provider).ListAsync(cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            ids.Add(SandboxIds.Encode(info.Id));
        }

        Volatile.Write(ref _ids, ids);
        _listedAt = began;
    }
}
