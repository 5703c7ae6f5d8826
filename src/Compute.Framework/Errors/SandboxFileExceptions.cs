namespace Compute.Framework;

/// <summary>Base class of errors about a path in a sandbox.</summary>
public class SandboxFileException : ComputeException
{
    /// <summary>Creates an error.</summary>
    /// <param name="path">The path, as the caller gave it.</param>
    /// <param name="reason">The description of the error.</param>
    /// <param name="innerException">The cause, or null.</param>
    public SandboxFileException(string path, string reason, Exception? innerException = null)
        : base($"'{path}': {reason}", innerException) => Path = path;

    /// <summary>The path, as the caller gave it.</summary>
    public string Path { get; }

    /// <inheritdoc/>
    public override string Code => "file-error";
}

/// <summary>The file or directory does not exist.</summary>
/// <param name="path">The path, as the caller gave it.</param>
/// <param name="innerException">The cause, or null.</param>
public sealed class SandboxFileNotFoundException(string path, Exception? innerException = null)
    : SandboxFileException(path, "No such file or directory.", innerException)
{
    /// <inheritdoc/>
    public override string Code => "file-not-found";
}

/// <summary>The path is a directory, but a file is required.</summary>
/// <param name="path">The path, as the caller gave it.</param>
/// <param name="innerException">The cause, or null.</param>
public sealed class SandboxPathIsDirectoryException(string path, Exception? innerException = null)
    : SandboxFileException(path, "Is a directory.", innerException)
{
    /// <inheritdoc/>
    public override string Code => "is-directory";
}

/// <summary>The path, or a part of it, is not a directory.</summary>
/// <param name="path">The path, as the caller gave it.</param>
/// <param name="innerException">The cause, or null.</param>
public sealed class SandboxNotADirectoryException(string path, Exception? innerException = null)
    : SandboxFileException(path, "Not a directory.", innerException)
{
    /// <inheritdoc/>
    public override string Code => "not-a-directory";
}

/// <summary>A directory is not empty, and the deletion was not recursive.</summary>
/// <param name="path">The path, as the caller gave it.</param>
/// <param name="innerException">The cause, or null.</param>
public sealed class SandboxDirectoryNotEmptyException(string path, Exception? innerException = null)
    : SandboxFileException(path, "The directory is not empty; delete it recursively.", innerException)
{
    /// <inheritdoc/>
    public override string Code => "directory-not-empty";
}

/// <summary>The sandbox's user does not have the required permission.</summary>
/// <param name="path">The path, as the caller gave it.</param>
/// <param name="innerException">The cause, or null.</param>
public sealed class SandboxFileAccessDeniedException(string path, Exception? innerException = null)
    : SandboxFileException(path, "Permission denied.", innerException)
{
    /// <inheritdoc/>
    public override string Code => "file-access-denied";
}
