using System.Runtime.Versioning;
using Compute.Framework;
using Compute.Providers.Local.Native;

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
        NativeException native when OperatingSystem.IsLinux() => Map(path, native),
        FileNotFoundException or DirectoryNotFoundException => new SandboxFileNotFoundException(path, exception),
        UnauthorizedAccessException => new SandboxFileAccessDeniedException(path, exception),
        PathTooLongException => new SandboxFileException(path, "The name is too long.", exception),
        _ => new SandboxFileException(path, exception.Message, exception),
    };

    [SupportedOSPlatform("linux")]
    private static SandboxFileException Map(string path, NativeException exception) => exception.Error switch
    {
        Libc.ENOENT => new SandboxFileNotFoundException(path, exception),
        Libc.ENOTDIR => new SandboxNotADirectoryException(path, exception),
        Libc.EISDIR => new SandboxPathIsDirectoryException(path, exception),
        Libc.EACCES or Libc.EPERM or Libc.EROFS or Libc.EXDEV => new SandboxFileAccessDeniedException(path, exception),
        Libc.ENOTEMPTY => new SandboxDirectoryNotEmptyException(path, exception),
        Libc.ENXIO => new SandboxFileException(path, "Not a regular file.", exception),
        Libc.ELOOP => new SandboxFileException(path, "Too many levels of symbolic links.", exception),
        Libc.ENAMETOOLONG => new SandboxFileException(path, "The name is too long.", exception),
        _ => new SandboxFileException(path, Libc.Describe(exception.Error) + ".", exception),
    };
}
