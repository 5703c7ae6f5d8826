namespace Compute.Framework.Http;

/// <summary>The limits of <see cref="TransientRetryHandler"/>.</summary>
public sealed record TransientRetryOptions
{
    /// <summary>The maximum number of retries of a request; 1 to 10.</summary>
    public int MaxRetries { get; init; } = 3;

    /// <summary>The approximate delay before the first retry; it doubles with each retry. Positive.</summary>
    public TimeSpan BaseDelay { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The maximum delay that the back end does not request itself; at least <see cref="BaseDelay"/>, at most a day.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The maximum <c>Retry-After</c> to wait for; if the back end requests more, the response is
    /// returned. At most a day, not negative.</summary>
    public TimeSpan MaxRetryAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The time after the first attempt after which no retry starts; positive.</summary>
    public TimeSpan MaxElapsed { get; init; } = TimeSpan.FromMinutes(1);
}
