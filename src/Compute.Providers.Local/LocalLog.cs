using Microsoft.Extensions.Logging;

namespace Compute.Providers.Local;

internal static partial class LocalLog
{
    [LoggerMessage(1, LogLevel.Information, "The sandbox {SandboxId} has expired; destroying it.")]
    public static partial void Expired(ILogger logger, string sandboxId);

    [
        LoggerMessage(
            2, LogLevel.Warning, "Something of the sandbox {SandboxId} could not be removed from {Path}: {Left}. It is tried again later.")
    ]
    public static partial void NotRemoved(ILogger logger, string sandboxId, string path, string left);

    [LoggerMessage(3, LogLevel.Warning, "Cleaning up failed; it is tried again later.")]
    public static partial void CleanUpFailed(ILogger logger, Exception exception);

    [LoggerMessage(4, LogLevel.Information, "Namespaces isolation is not possible here ({Reason}); sandboxes are plain processes.")]
    public static partial void NoNamespaces(ILogger logger, string reason);
}
