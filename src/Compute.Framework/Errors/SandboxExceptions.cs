namespace Compute.Framework;

/// <summary>The sandbox does not exist, or no longer exists.</summary>
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

/// <summary>The sandbox, the back end or the connection to it was lost, or is currently unavailable.</summary>
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

    /// <summary>Whether the back end may have executed the operation, completely or in part.</summary>
    /// <remarks>True if the connection or the sandbox was lost while the operation was in progress, and after a gateway's 502, or a 503
    /// without <c>Retry-After</c>. False if no connection was made (refused, unknown host, failed TLS handshake), or if the back end
    /// refused the operation (503 with <c>Retry-After</c>, a paused sandbox). Operations that only read can be repeated in either case. If
    /// no connection was made or a gateway responded, the framework looks up the sandbox once, and throws a
    /// <see cref="SandboxNotFoundException"/> instead if the sandbox does not exist.</remarks>
    public bool IsOutcomeUnknown { get => _isOutcomeUnknown; init => _isOutcomeUnknown = value; }

    /// <summary>Whether the sandbox must be looked up although the outcome is unknown: many gateways respond like this
    /// for a sandbox that no longer exists.</summary>
    internal bool NeedsLook { get; init; }

    /// <summary>Returns the same error for an operation that was in progress.</summary>
    internal SandboxUnavailableException WithUnknownOutcome()
    {
        var error = (SandboxUnavailableException)Copy();
        error._isOutcomeUnknown = true;
        return error;
    }
}

/// <summary>The back end refused the operation because a limit or quota has been reached.</summary>
public sealed class ResourceLimitException : ComputeException
{
    /// <summary>Creates an error.</summary>
    /// <param name="resource">The limited resource: <c>sandboxes</c>, <c>memory</c>, <c>requests</c> …</param>
    /// <param name="innerException">The cause, or null.</param>
    public ResourceLimitException(string resource, Exception? innerException = null)
        : base($"The limit of {resource} is reached.", innerException)
    {
        Resource = resource;
        IsTransient = true;
    }

    /// <summary>The limited resource.</summary>
    public string Resource { get; }

    /// <inheritdoc/>
    public override string Code => "resource-limit";
}
