namespace Compute.Framework;

/// <summary>A provider's settings are missing or malformed. The message lists all of them, with the steps to set each up.</summary>
public sealed class ProviderConfigurationException : ComputeException
{
    /// <summary>Creates an error.</summary>
    /// <param name="message">What is missing or malformed, and where it can be set. Never holds a secret's value.</param>
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
    /// <param name="reason">What the back end said.</param>
    /// <param name="innerException">The cause, or null.</param>
    public ProviderAuthenticationException(string reason = "The back end did not accept the credentials.", Exception? innerException = null)
        : base(reason, innerException)
    {
    }

    /// <inheritdoc/>
    public override string Code => "provider-authentication";
}

/// <summary>The back end or the author's code broke in a way that the framework does not know.</summary>
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

/// <summary>The back end did not answer in time. The caller's own token did not fire.</summary>
/// <remarks>Whether the back end carried the operation out is not known: repeat only what has no effect when it is done twice.</remarks>
public sealed class ProviderTimeoutException : ComputeException
{
    /// <summary>Creates an error.</summary>
    /// <param name="reason">What took too long.</param>
    /// <param name="innerException">The cause, or null.</param>
    public ProviderTimeoutException(string reason = "The back end did not answer in time.", Exception? innerException = null)
        : base(reason, innerException) => IsTransient = true;

    /// <inheritdoc/>
    public override string Code => "provider-timeout";
}
