namespace Compute.Framework;

/// <summary>An option is set that the provider does not honor. No request was sent to the back end.</summary>
public sealed class UnsupportedOptionException : ComputeException
{
    /// <summary>Creates an error.</summary>
    /// <param name="option">The option's name, such as <c>Lifetime</c> or <c>Resources.MemoryBytes</c>.</param>
    /// <param name="reason">The reason why it is not honored, or null.</param>
    public UnsupportedOptionException(string option, string? reason = null)
        : base(reason is null ? $"The option '{option}' is not supported." : $"The option '{option}' is not supported: {reason}")
    {
        Option = option;
        Remediation = "Leave the option out, or choose a provider whose Info.Capabilities has it.";
    }

    /// <summary>The option's name.</summary>
    public string Option { get; }

    /// <inheritdoc/>
    public override string Code => "unsupported-option";
}

/// <summary>The provider does not support the operation, or this machine does not meet its requirements.</summary>
public sealed class UnsupportedCapabilityException : ComputeException
{
    /// <summary>Creates an error.</summary>
    /// <param name="capability">The operation's name, such as <c>CreateSnapshot</c>.</param>
    /// <param name="reason">The reason why it is not supported, or null.</param>
    public UnsupportedCapabilityException(string capability, string? reason = null)
        : base(reason is null ? $"'{capability}' is not supported." : $"'{capability}' is not supported: {reason}")
    {
        Capability = capability;
        Remediation = "Ask with TryGet or Info.Capabilities first, or choose another provider.";
    }

    /// <summary>The operation's name.</summary>
    public string Capability { get; }

    /// <inheritdoc/>
    public override string Code => "unsupported-capability";
}
