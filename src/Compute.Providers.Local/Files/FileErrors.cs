using Compute.Framework;

namespace Compute.Providers.Local.Files;

/// <summary>Turns what the file system says into typed errors that name the path as the caller gave it.</summary>
internal static class FileErrors
{
    public static T Run<T>(string path, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Map(path, exception);
        }
    }

    public static SandboxFileException Map(string path, Exception exception) => exception switch
    {
        FileNotFoundException or DirectoryNotFoundException => new SandboxFileNotFoundException(path, exception),
        UnauthorizedAccessException => new SandboxFileAccessDeniedException(path, exception),
        PathTooLongException => new SandboxFileException(path, "The name is too long.", exception),
        _ => new SandboxFileException(path, exception.Message, exception),
    };
}
