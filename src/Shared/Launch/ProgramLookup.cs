using System.Runtime.InteropServices;

namespace Compute.Framework.Launch;

/// <summary>Finds a program as the system's own search does, on a given <c>PATH</c> and not on this process's.</summary>
internal static partial class ProgramLookup
{
    private const int Existing = 0;
    private const int Executable = 1;

    /// <summary>The file to execute.</summary>
    /// <param name="program">A path, or a name to look up.</param>
    /// <param name="searchPath">The value of <c>PATH</c>.</param>
    /// <param name="workingDirectory">Where relative paths start; absolute.</param>
    /// <exception cref="StartFailedException">There is no such program.</exception>
    public static string Find(string program, string searchPath, string workingDirectory)
    {
        if (program.Length == 0)
        {
            throw new StartFailedException("The program's name is empty.");
        }

        if (program.Contains('/') || (OperatingSystem.IsWindows() && program.Contains('\\')))
        {
            // Not as text: what ".." after a link means is the system's to say.
            return Path.Combine(workingDirectory, program);
        }

        var isDenied = false;
        foreach (var directory in searchPath.Split(Path.PathSeparator))
        {
            foreach (var name in Names(program))
            {
                var candidate = Path.Combine(workingDirectory, directory, name);
                if (CanExecute(candidate))
                {
                    return candidate;
                }

                isDenied |= Exists(candidate);
            }
        }

        throw new StartFailedException(isDenied ? $"'{program}' is not executable." : $"'{program}' was not found on PATH.");
    }

    /// <summary>Whether it is there and can be executed: a question to the system, which sees through links and says no to what leads
    /// nowhere.</summary>
    /// <remarks>Not .NET's own, which takes <c>..</c> for text.</remarks>
    private static bool CanExecute(string path) => OperatingSystem.IsWindows()
        ? File.Exists(path)
        : access(NativeName.Of(path), Executable) == 0 && !Exists(path + "/");

    private static bool Exists(string path) => OperatingSystem.IsWindows() ? Path.Exists(path) : access(NativeName.Of(path), Existing) == 0;

    private static IEnumerable<string> Names(string program) =>
        OperatingSystem.IsWindows() && !Path.HasExtension(program) ? [program + ".exe", program + ".cmd", program] : [program];

    [LibraryImport("libc")]
    private static partial int access(byte[] path, int mode);
}
