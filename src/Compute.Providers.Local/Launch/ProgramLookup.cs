namespace Compute.Providers.Local.Launch;

/// <summary>Finds a program the way a shell would, on the sandbox's <c>PATH</c> and not on this process's.</summary>
internal static class ProgramLookup
{
    private const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>The file to execute.</summary>
    /// <param name="program">A path, or a name to look up.</param>
    /// <param name="searchPath">The value of <c>PATH</c>.</param>
    /// <param name="workingDirectory">Where relative paths start.</param>
    /// <exception cref="StartFailedException">There is no such program.</exception>
    public static string Find(string program, string searchPath, string workingDirectory)
    {
        if (program.Length == 0)
        {
            throw new StartFailedException("The program's name is empty.");
        }

        if (program.Contains('/') || (OperatingSystem.IsWindows() && program.Contains('\\')))
        {
            return Path.GetFullPath(program, workingDirectory);
        }

        string? denied = null;
        foreach (var directory in searchPath.Split(Path.PathSeparator))
        {
            foreach (var name in Names(program))
            {
                var candidate = Path.Combine(Path.GetFullPath(directory.Length == 0 ? "." : directory, workingDirectory), name);
                if (!File.Exists(candidate))
                {
                    continue;
                }

                if (OperatingSystem.IsWindows() || (File.GetUnixFileMode(candidate) & AnyExecute) != 0)
                {
                    return candidate;
                }

                denied = candidate;
            }
        }

        throw new StartFailedException(denied is null ? $"'{program}' was not found on the sandbox's PATH." : $"'{program}' is not executable.");
    }

    private static IEnumerable<string> Names(string program) =>
        OperatingSystem.IsWindows() && !Path.HasExtension(program) ? [program + ".exe", program + ".cmd", program] : [program];
}
