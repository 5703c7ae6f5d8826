namespace Compute.Framework;

/// <summary>A provider's settings are missing or malformed. The message lists all of them, with instructions for each.</summary>
public sealed class ProviderConfigurationException : ComputeException
{
    /// <summary>Creates an error.</summary>
    /// <param name="message">The missing or malformed settings, and where they can be set. Never contains the value of a secret.</param>
    /// <param name="innerException">The cause, or null.</param>
    public ProviderConfigurationException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <inheritdoc/>
    public override string Code => "provider-configuration";
}

/// <summary>The back end did not accept the credentials, or they do not permit the operation.</summary>
public sealed class ProviderAuthenticationException : ComputeException
{
    /// <summary>Creates an error.</summary>
    /// <param name="reason">The reason that the back end reported.</param>
    /// <param name="innerException">The cause, or null.</param>
    public ProviderAuthenticationException(string reason = "The back end did not accept the credentials.", Exception? innerException = null)
        : base(reason, innerException)
    {
    }

    /// <inheritdoc/>
    public override string Code => "provider-authentication";
}

/// <summary>The back end or the author's code failed in an unexpected way.</summary>
public sealed class ProviderFaultException : ComputeException
{
    /// <summary>Creates an error.</summary>
    /// <param name="reason">What went wrong.</param>
    /// <param name="innerException">The cause, or null.</param>
    public ProviderFaultException(string reason, Exception? innerException = null)
        : base(reason, innerException)
    {
    }

    /// <inheritdoc/>
    public override string Code => "provider-fault";
}

/// <summary>The back end did not respond in time. The caller did not cancel the operation.</summary>
/// <remarks>Whether the back end executed the operation is unknown: repeat only idempotent operations.</remarks>
public sealed class ProviderTimeoutException : ComputeException
{
    /// <summary>Creates an error.</summary>
    /// <param name="reason">What took too long.</param>
    /// <param name="innerException">The cause, or null.</param>
    public ProviderTimeoutException(string reason = "The back end did not respond in time.", Exception? innerException = null)
        : base(reason, innerException) => IsTransient = true;

    /// <inheritdoc/>
    public override string Code => "provider-timeout";
}
