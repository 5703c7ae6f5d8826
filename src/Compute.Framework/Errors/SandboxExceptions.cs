namespace Compute.Framework;

/// <summary>There is no such sandbox, or not any more.</summary>
public sealed class SandboxNotFoundException : ComputeException
{
    /// <summary>Creates an error.</summary>
    /// <param name="innerException">The cause, or null.</param>
    public SandboxNotFoundException(Exception? innerException = null)
        : base("There is no such sandbox; it was destroyed or has expired.", innerException)
    {
    }

    /// <inheritdoc/>
    public override string Code => "sandbox-not-found";
}

/// <summary>The sandbox, the back end or the connection to it was lost, or is not to be had now.</summary>
public sealed class SandboxUnavailableException : ComputeException
{
    private bool _isOutcomeUnknown;

    /// <summary>Creates an error.</summary>
    /// <param name="reason">What was lost.</param>
    /// <param name="innerException">The cause, or null.</param>
    public SandboxUnavailableException(string reason, Exception? innerException = null)
        : base(reason, innerException) => IsTransient = true;

    /// <inheritdoc/>
    public override string Code => "sandbox-unavailable";

    /// <summary>Whether the back end may have carried the operation out, wholly or in part.</summary>
    /// <remarks>True where the connection or the sandbox was lost once the operation was under way, and after a gateway's 502, or a 503
    /// without <c>Retry-After</c>. False where no connection was made (refused, unknown host, failed TLS handshake), where the back
    /// end refused (503 with <c>Retry-After</c>, a paused sandbox). What only reads may be repeated in either case.
    /// Where the connection was not made or a gateway responded, one look for the sandbox decides whether this is a
    /// <see cref="SandboxNotFoundException"/> instead.</remarks>
    public bool IsOutcomeUnknown { get => _isOutcomeUnknown; init => _isOutcomeUnknown = value; }

    /// <summary>Whether a look for the sandbox is due although the outcome is unknown: many gateways respond like this for one that is
    /// gone.</summary>
    internal bool NeedsLook { get; init; }

    /// <summary>The same error of an operation that was under way.</summary>
    internal SandboxUnavailableException WithUnknownOutcome()
    {
        var error = (SandboxUnavailableException)Copy();
        error._isOutcomeUnknown = true;
        return error;
    }
}

/// <summary>The back end refused because a limit or quota is reached.</summary>
public sealed class ResourceLimitException : ComputeException
{
    /// <summary>Creates an error.</summary>
    /// <param name="resource">What there is not enough of: <c>sandboxes</c>, <c>memory</c>, <c>requests</c> …</param>
    /// <param name="innerException">The cause, or null.</param>
    public ResourceLimitException(string resource, Exception? innerException = null)
        : base($"The limit of {resource} is reached.", innerException)
    {
        Resource = resource;
        IsTransient = true;
    }

    /// <summary>What there is not enough of.</summary>
    public string Resource { get; }

    /// <inheritdoc/>
    public override string Code => "resource-limit";
}
