namespace Compute.Framework.Http;

/// <summary>Bounds of <see cref="TransientRetryHandler"/>.</summary>
public sealed record TransientRetryOptions
{
    /// <summary>How often a request is sent again at most; 1 to 10.</summary>
    public int MaxRetries { get; init; } = 3;

    /// <summary>The wait before the first repetition, about; it doubles each time. Positive.</summary>
    public TimeSpan BaseDelay { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The longest wait that is not asked for by the back end; at least <see cref="BaseDelay"/>, at most a day.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest <c>Retry-After</c> that is waited for; the answer is returned when the back end asks for more. At most a day,
    /// not negative.</summary>
    public TimeSpan MaxRetryAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>No repetition begins later than this after the first try; positive.</summary>
    public TimeSpan MaxElapsed { get; init; } = TimeSpan.FromMinutes(1);
}
