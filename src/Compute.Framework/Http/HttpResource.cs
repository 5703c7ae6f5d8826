namespace Compute.Framework.Http;

/// <summary>The resource that a request addresses, which determines the meaning of a response "not found".</summary>
public enum HttpResource
{
    /// <summary>Anything else: "not found" is a <see cref="ProviderFaultException"/>.</summary>
    Other,

    /// <summary>One sandbox, or something inside it: "not found" is a <see cref="SandboxNotFoundException"/>.</summary>
    Sandbox,
}
