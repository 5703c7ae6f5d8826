using System.Collections.Concurrent;
using System.Text.Json.Serialization.Metadata;
using Compute.Gateway.Http;
using Microsoft.AspNetCore.Http;

namespace Compute.Gateway.State;

/// <summary>Sequences that callers follow, by keys that they chose. Each goes on for a while when its connection is lost, so that its
/// caller finds what came meanwhile.</summary>
internal sealed class FollowRegistry(GatewayOptions options, TimeProvider time) : IAsyncDisposable
{
    private const int MaxKeyLength = 256;

    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(string Provider, string Tenant, string Key), Follow> _follows = new();

    /// <summary>Begins to follow, or goes on.</summary>
    /// <param name="call">Who asks, and for what.</param>
    /// <param name="key">The key.</param>
    /// <param name="isContinued">Whether the caller has followed before: then nothing is begun.</param>
    /// <param name="items">Begins the sequence.</param>
    /// <param name="type">How an item is written.</param>
    /// <exception cref="SandboxUnavailableException">It is continued, and not known here.</exception>
    public Follow Open<T>(
        GatewayCall call, string key, bool isContinued, Func<CancellationToken, IAsyncEnumerable<T>> items, JsonTypeInfo<T> type)
    {
        if (key.Length is 0 or > MaxKeyLength)
        {
            throw GatewayCall.Invalid(GatewayProtocol.FollowKey, $"1 to {MaxKeyLength} characters");
        }

        var id = (call.ProviderKey, call.Caller.Tenant ?? "", key);
        var target = call.Context.Request.Path + call.Context.Request.QueryString.ToUriComponent();
        if (!_follows.TryGetValue(id, out var follow))
        {
            if (isContinued)
            {
                throw new SandboxUnavailableException("What was followed is gone: it was at another gateway process, or too long ago.")
                {
                    IsOutcomeUnknown = true,
                };
            }

            if (_follows.Count >= options.MaxProcesses)
            {
                throw new ResourceLimitException("sequences that are followed at the gateway");
            }

            follow = _follows.GetOrAdd(id, _ => new Follow(target));
            follow.Begin(items, type);
        }

        return follow.Target == target
            ? follow
            : throw new GatewayRefusal(
                StatusCodes.Status422UnprocessableEntity, "follow-key-reused", "The key was used to follow something else.");
    }

    /// <summary>Forgets a sequence that nobody reads any more, unless its caller comes back in time.</summary>
    public async Task LeaveAsync(GatewayCall call, string key, Follow follow)
    {
        var left = follow.Readings;
        await Task.Delay(Kept, time, follow.Ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (follow.Readings == left)
        {
            await EndAsync(call, key).ConfigureAwait(false);
        }
    }

    /// <summary>Ends a sequence. Idempotent.</summary>
    public async Task EndAsync(GatewayCall call, string key)
    {
        if (_follows.TryRemove((call.ProviderKey, call.Caller.Tenant ?? "", key), out var follow))
        {
            await follow.DisposeAsync().ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var id in _follows.Keys)
        {
            if (_follows.TryRemove(id, out var follow))
            {
                await follow.DisposeAsync().ConfigureAwait(false);
            }
        }
    }
}
