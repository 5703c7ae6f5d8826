using System.Threading.RateLimiting;

namespace Compute.Gateway.Access;

/// <summary>How many requests each key may make: a bucket of tokens that fills evenly.</summary>
internal sealed class RequestRates : IDisposable
{
    private static readonly TimeSpan LeastPeriod = TimeSpan.FromSeconds(0.1);

    private readonly PartitionedRateLimiter<Caller> _limiter;

    public RequestRates(GatewayOptions options) => _limiter = PartitionedRateLimiter.Create<Caller, (string, int)>(caller =>
    {
        var key = caller.KeyId ?? "";
        return (caller.Limits?.RequestsPerMinute ?? options.RequestsPerMinute) is { } limit
            ? RateLimitPartition.GetTokenBucketLimiter((key, limit), static partition => BucketOf(partition.Item2))
            : RateLimitPartition.GetNoLimiter((key, 0));
    });

    /// <exception cref="ResourceLimitException">The key has made too many requests; it says when the next one may be made.</exception>
    public void Count(Caller caller)
    {
        using var lease = _limiter.AttemptAcquire(caller);
        if (!lease.IsAcquired)
        {
            var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
            throw new ResourceLimitException("requests of the key") { RetryAfter = wait };
        }
    }

    public void Dispose() => _limiter.Dispose();

    private static TokenBucketRateLimiterOptions BucketOf(int limit)
    {
        var each = TimeSpan.FromMinutes(1) / limit;
        var tokens = each >= LeastPeriod ? 1 : (int)Math.Ceiling(LeastPeriod / each);
        return new TokenBucketRateLimiterOptions
        {
            TokenLimit = limit,
            TokensPerPeriod = tokens,
            ReplenishmentPeriod = each * tokens,
            QueueLimit = 0,
            AutoReplenishment = true,
        };
    }
}
