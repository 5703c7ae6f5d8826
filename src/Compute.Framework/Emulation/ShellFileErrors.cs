namespace Compute.Framework.Emulation;

/// <summary>Turns a script's status into the typed error.</summary>
internal static class ShellFileErrors
{
    public const int NotFound = 2;
    private const int AccessDenied = 13;
    public const int NotADirectory = 20;
    private const int IsDirectory = 21;
    private const int IntoItself = 22;
    private const int NoContent = 29;
    private const int NotEmpty = 39;
    private const int SecondPath = 100;

    /// <exception cref="SandboxFileException">The status is not 0.</exception>
    public static void ThrowIfFailed(ShellScriptResult result, string path, string? secondPath = null)
    {
        if (result.Status == 0)
        {
            return;
        }

        var (status, subject) = result.Status > SecondPath && secondPath is not null
            ? (result.Status - SecondPath, secondPath)
            : (result.Status, path);
        throw status switch
        {
            NotFound => new SandboxFileNotFoundException(subject),
            AccessDenied => new SandboxFileAccessDeniedException(subject),
            NotADirectory => new SandboxNotADirectoryException(subject),
            IsDirectory => new SandboxPathIsDirectoryException(subject),
            NotEmpty => new SandboxDirectoryNotEmptyException(subject),
            NoContent => new SandboxFileException(subject, "Is a named pipe or a socket, which has no content."),
            IntoItself => new SandboxFileException(subject, "A directory cannot be copied into itself."),
            _ => new SandboxFileException(subject, Reason(result)),
        };
    }

    private static string Reason(ShellScriptResult result)
    {
        var said = ShellText.ErrorTail(result.Error);
        return said.Length == 0 ? $"The operation failed (status {result.Status})." : $"The operation failed: {said}";
    }
}
