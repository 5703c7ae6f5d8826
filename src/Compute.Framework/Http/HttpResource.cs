namespace Compute.Framework.Http;

/// <summary>What a request is about: it decides what an answer "not found" means.</summary>
public enum HttpResource
{
    /// <summary>Anything else: "not found" is a <see cref="ProviderFaultException"/>.</summary>
    Other,

    /// <summary>One sandbox, or something inside it: "not found" is a <see cref="SandboxNotFoundException"/>.</summary>
    Sandbox,
}
