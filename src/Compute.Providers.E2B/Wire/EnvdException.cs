namespace Compute.Providers.E2B.Wire;

/// <summary>What the agent refused, by its own code and in its own words. Each caller converts it: the code alone does not tell what was
/// not found.</summary>
internal sealed class EnvdException(string code, string message) : Exception(message)
{
    public string Code => code;

    /// <summary>The typed error where the code says enough.</summary>
    public ComputeException ToError() => code switch
    {
        "unauthenticated" => new ProviderAuthenticationException(Said, this),
        "resource_exhausted" => new ResourceLimitException("requests", this) { IsTransient = true },
        "unavailable" => new SandboxUnavailableException(Said, this) { IsOutcomeUnknown = true },
        "deadline_exceeded" or "canceled" => new ProviderTimeoutException(Said, this),
        _ => new ProviderFaultException(Said, this),
    };

    /// <summary>The typed error of a path. Other codes than that of a missing one say several things, so that the words decide.</summary>
    public ComputeException ToFileError(string path) => code switch
    {
        "not_found" => new SandboxFileNotFoundException(path, this),
        "permission_denied" => new SandboxFileAccessDeniedException(path, this),
        "unauthenticated" or "resource_exhausted" or "unavailable" or "deadline_exceeded" or "canceled" => ToError(),
        _ when Says("permission denied") || Says("operation not permitted") => new SandboxFileAccessDeniedException(path, this),
        _ when Says("not a directory") => new SandboxNotADirectoryException(path, this),
        _ when Says("is a directory") => new SandboxPathIsDirectoryException(path, this),
        _ when Says("no such file") || Says("does not exist") => new SandboxFileNotFoundException(path, this),
        _ when Says("no space left") => new ResourceLimitException("storage", this),
        _ => new SandboxFileException(path, Message, this),
    };

    private string Said => $"The sandbox's agent responded with '{code}': {Message}";

    public bool Says(string words) => Message.Contains(words, StringComparison.OrdinalIgnoreCase);
}
