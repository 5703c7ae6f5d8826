namespace Compute.Framework;

/// <summary>The content of a <see cref="ComputeException"/> as plain values that can be sent to another process
/// and converted back to the same error.</summary>
/// <remarks>
/// <see cref="ComputeException.ToErrorInfo"/> creates it, and <see cref="ToException"/> creates an error of the same type, with the same
/// message and the same properties. Stack traces and inner exceptions are not included. Like an error, it never contains secrets; that of a
/// <see cref="CommandFailedException"/> contains the output of its command.
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

    /// <summary>Whether the same call may succeed later without changes.</summary>
    public bool IsTransient { get; init; }

    /// <summary>Whether the back end may have executed the operation; see
    /// <see cref="SandboxUnavailableException.IsOutcomeUnknown"/>.</summary>
    public bool IsOutcomeUnknown { get; init; }

    /// <summary>How long to wait before a retry; null if the back end did not specify it.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>How to resolve the error, or null.</summary>
    public string? Remediation { get; init; }

    /// <summary>The path of a <see cref="SandboxFileException"/>.</summary>
    public string? Path { get; init; }

    /// <summary>The option of an <see cref="UnsupportedOptionException"/>.</summary>
    public string? Option { get; init; }

    /// <summary>The operation of an <see cref="UnsupportedCapabilityException"/>.</summary>
    public string? Capability { get; init; }

    /// <summary>The limited resource; see <see cref="ResourceLimitException.Resource"/>.</summary>
    public string? Resource { get; init; }

    /// <summary>The kind of the resource that is missing or already exists; see <see cref="ResourceNotFoundException.Kind"/> and
    /// <see cref="ResourceConflictException.Kind"/>.</summary>
    public string? Kind { get; init; }

    /// <summary>The id of a <see cref="ResourceNotFoundException"/>, or the name of a <see cref="ResourceConflictException"/>.</summary>
    public string? ResourceId { get; init; }

    /// <summary>The port of an <see cref="EndpointNotFoundException"/>.</summary>
    public int? Port { get; init; }

    /// <summary>The first chunk that was discarded; see <see cref="OutputDroppedException.Sequence"/>.</summary>
    public long? Sequence { get; init; }

    /// <summary>The result of a <see cref="CommandFailedException"/>.</summary>
    public ExecutionResult? Result { get; init; }

    /// <summary>Creates the error. An unknown code, or a code without the values that its type needs, becomes a
    /// <see cref="ComputeException"/> with that <see cref="ComputeException.Code"/>.</summary>
    public ComputeException ToException() => ErrorForms.Create(this);

    /// <summary>Returns the code and the message.</summary>
    public override string ToString() => $"{Code}: {Message}";
}
