namespace Compute.Framework;

/// <summary>The snapshot, template, volume, network or other resource that is independent of sandboxes does not exist.</summary>
public sealed class ResourceNotFoundException : ComputeException
{
    /// <summary>Creates an error.</summary>
    /// <param name="kind">The kind of the missing resource: <c>snapshot</c>, <c>template</c>,
    /// <c>image</c>, <c>volume</c>, <c>network</c> …</param>
    /// <param name="id">Its id or name, as the caller gave it.</param>
    /// <param name="innerException">The cause, or null.</param>
    public ResourceNotFoundException(string kind, string id, Exception? innerException = null)
        : base($"There is no {kind} '{id}'.", innerException)
    {
        Kind = kind;
        ResourceId = id;
    }

    /// <summary>The kind of the missing resource.</summary>
    public string Kind { get; }

    /// <summary>Its id or name, as the caller gave it.</summary>
    public string ResourceId { get; }

    /// <inheritdoc/>
    public override string Code => "resource-not-found";
}

/// <summary>A resource of this kind and name already exists.</summary>
public sealed class ResourceConflictException : ComputeException
{
    /// <summary>Creates an error.</summary>
    /// <param name="kind">The kind of the existing resource: <c>sandbox</c>, <c>volume</c>, <c>network</c> …</param>
    /// <param name="name">Its name, as the caller gave it.</param>
    /// <param name="innerException">The cause, or null.</param>
    public ResourceConflictException(string kind, string name, Exception? innerException = null)
        : base($"There is already a {kind} with the name '{name}'.", innerException)
    {
        Kind = kind;
        Name = name;
        Remediation = "Choose another name, or delete what has it.";
    }

    /// <summary>The kind of the existing resource.</summary>
    public string Kind { get; }

    /// <summary>The name, as the caller gave it.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public override string Code => "resource-conflict";
}

/// <summary>The sandbox does not publish the port.</summary>
public sealed class EndpointNotFoundException : ComputeException
{
    /// <summary>Creates an error.</summary>
    /// <param name="port">The port inside the sandbox.</param>
    public EndpointNotFoundException(int port)
        : base($"The sandbox does not publish the port {port}.")
    {
        Port = port;
        Remediation = "List the port in CreateSandboxOptions.Ports when the sandbox is created.";
    }

    /// <summary>The port inside the sandbox.</summary>
    public int Port { get; }

    /// <inheritdoc/>
    public override string Code => "endpoint-not-found";
}
