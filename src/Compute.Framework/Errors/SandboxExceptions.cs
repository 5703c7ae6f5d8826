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
    /// <summary>Creates an error.</summary>
    /// <param name="reason">What was lost.</param>
    /// <param name="innerException">The cause, or null.</param>
    public SandboxUnavailableException(string reason, Exception? innerException = null)
        : base(reason, innerException) => IsTransient = true;

    /// <inheritdoc/>
    public override string Code => "sandbox-unavailable";

    /// <summary>Whether the back end may have carried the operation out: the connection or the sandbox was lost while it was under way.
    /// False where nothing left the process, or the back end refused. One look for the sandbox then decides whether this is a
    /// <see cref="SandboxNotFoundException"/> instead.</summary>
    public bool IsOutcomeUnknown { get; init; }
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
