namespace Compute.Framework;

/// <summary>What a <see cref="ComputeException"/> says, as plain values that can be sent to another process and become the same error there.</summary>
/// <remarks>
/// <see cref="ComputeException.ToErrorInfo"/> makes it, <see cref="ToException"/> makes the error again: of the same type, with the
/// same message and the same properties. Stack traces and inner exceptions stay where they were. An error never holds secrets, and
/// neither does this; a <see cref="CommandFailedException"/> carries the output of its command.
/// </remarks>
public sealed record ComputeErrorInfo
{
    /// <summary>The stable code, such as <c>sandbox-not-found</c>; see <see cref="ComputeException.Code"/>.</summary>
    public required string Code { get; init; }

    /// <summary>What went wrong, without provider, sandbox, operation and remedy, which <see cref="Exception.Message"/> adds.</summary>
    public required string Message { get; init; }

    /// <summary>The provider's name, or null.</summary>
    public string? ProviderName { get; init; }

    /// <summary>The sandbox's id, or null.</summary>
    public string? SandboxId { get; init; }

    /// <summary>The operation, such as <c>RunCommand</c>, or null.</summary>
    public string? Operation { get; init; }

    /// <summary>Whether the same call may succeed later without a change.</summary>
    public bool IsTransient { get; init; }

    /// <summary>Whether the back end may have carried the operation out; see <see cref="SandboxUnavailableException.IsOutcomeUnknown"/>.</summary>
    public bool IsOutcomeUnknown { get; init; }

    /// <summary>How long to wait before trying again; null where the back end did not say so.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>What to do about it, or null.</summary>
    public string? Remediation { get; init; }

    /// <summary>The path of a <see cref="SandboxFileException"/>.</summary>
    public string? Path { get; init; }

    /// <summary>The option of an <see cref="UnsupportedOptionException"/>.</summary>
    public string? Option { get; init; }

    /// <summary>The operation of an <see cref="UnsupportedCapabilityException"/>.</summary>
    public string? Capability { get; init; }

    /// <summary>What there is not enough of; see <see cref="ResourceLimitException.Resource"/>.</summary>
    public string? Resource { get; init; }

    /// <summary>What is missing or there already; see <see cref="ResourceNotFoundException.Kind"/> and <see cref="ResourceConflictException.Kind"/>.</summary>
    public string? Kind { get; init; }

    /// <summary>The id of a <see cref="ResourceNotFoundException"/>, or the name of a <see cref="ResourceConflictException"/>.</summary>
    public string? ResourceId { get; init; }

    /// <summary>The port of an <see cref="EndpointNotFoundException"/>.</summary>
    public int? Port { get; init; }

    /// <summary>The first chunk that is gone; see <see cref="OutputDroppedException.Sequence"/>.</summary>
    public long? Sequence { get; init; }

    /// <summary>The result of a <see cref="CommandFailedException"/>.</summary>
    public ExecutionResult? Result { get; init; }

    /// <summary>The error again. A code that this version does not know, or one without the values that its type needs, becomes a
    /// <see cref="ComputeException"/> with that <see cref="ComputeException.Code"/>.</summary>
    public ComputeException ToException() => ErrorForms.Create(this);

    /// <summary>The code and the message.</summary>
    public override string ToString() => $"{Code}: {Message}";
}
