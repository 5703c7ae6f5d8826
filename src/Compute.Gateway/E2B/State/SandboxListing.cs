using Compute.Gateway.State;

namespace Compute.Gateway.E2B.State;

/// <summary>The ids of all sandboxes, for signed addresses that name none. Whoever asks has not shown a key yet: however many they are,
/// the back end begins to list once a second at most.</summary>
internal sealed class SandboxListing(GatewayServer gateway, string provider)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private IReadOnlyList<string> _ids = [];
    private Task<IReadOnlyList<string>>? _next;
    private long? _began;

    /// <summary>The id that matches, as callers see it; null if there is none.</summary>
    public async Task<string?> FindAsync(Func<string, bool> matches, CancellationToken cancellationToken) =>
        Volatile.Read(ref _ids).FirstOrDefault(matches)
        ?? (await Next().WaitAsync(cancellationToken).ConfigureAwait(false)).FirstOrDefault(matches);

    /// <summary>The listing that has not begun yet, which all who ask meanwhile share: it has what is there now.</summary>
    private Task<IReadOnlyList<string>> Next()
    {
        lock (_lock)
        {
            return _next ??= Task.Run(ListAsync);
        }
    }

    private async Task<IReadOnlyList<string>> ListAsync()
    {
        if (_began is { } last && gateway.Time.GetElapsedTime(last) is var age && age < Pause)
        {
            await Task.Delay(Pause - age, gateway.Time).ConfigureAwait(false);
        }

        lock (_lock)
        {
            _next = null;
            _began = gateway.Time.GetTimestamp();
        }

        using var limit = new CancellationTokenSource(Limit, gateway.Time);
        var ids = new List<string>();
        await foreach (var info in gateway.RequireProvider(provider).ListAsync(cancellationToken: limit.Token).ConfigureAwait(false))
        {
            ids.Add(SandboxIds.Encode(info.Id));
        }

        Volatile.Write(ref _ids, ids);
        return ids;
    }
}
