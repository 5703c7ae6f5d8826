using System.Runtime.Versioning;
using System.Text;
using Compute.Framework;
using Compute.Providers.Local.Launch;
using Compute.Providers.Local.Native;

namespace Compute.Providers.Local.Isolation;

/// <summary>Says beforehand why a program inside could not be executed: the helper that enters would report it as its own exit code.</summary>
[SupportedOSPlatform("linux")]
internal static class InsideProgram
{
    private const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    private const int MaxInterpreters = 4;

    /// <exception cref="StartFailedException">The working directory or the program is missing or cannot be executed.</exception>
    public static void Check(InsideRoot root, string program, string searchPath, string directory)
    {
        try
        {
            root.Open(directory, Libc.O_PATH | Libc.O_DIRECTORY).Dispose();
        }
        catch (NativeException exception)
        {
            throw new StartFailedException($"The working directory cannot be used: {exception.Message}.");
        }

        if (program.Length == 0)
        {
            throw new StartFailedException("The program's name is empty.");
        }

        if (program.Contains('/'))
        {
            CheckFile(root, Path.GetFullPath(program, directory), program, depth: 0);
            return;
        }

        StartFailedException? denied = null;
        foreach (var folder in searchPath.Split(':'))
        {
            var candidate = Path.Combine(Path.GetFullPath(folder.Length == 0 ? "." : folder, directory), program);
            try
            {
                CheckFile(root, candidate, program, depth: 0);
                return;
            }
            catch (StartFailedException exception)
            {
                denied = Exists(root, candidate) ? exception : denied;
            }
        }

        throw denied ?? new StartFailedException($"'{program}' was not found on the sandbox's PATH.");
    }

    private static void CheckFile(InsideRoot root, string path, string program, int depth)
    {
        try
        {
            using (var found = root.Open(path, Libc.O_PATH))
            {
                if (At.Status(found).Type != FileEntryType.File || (File.GetUnixFileMode(found) & AnyExecute) == 0)
                {
                    throw new StartFailedException($"'{program}' is not executable.");
                }
            }

            using var file = root.Open(path, Libc.O_RDONLY | Libc.O_NONBLOCK);

            Span<byte> head = stackalloc byte[256];
            head = head[..RandomAccess.Read(file, head, 0)];
            if (head.StartsWith("#!"u8) && depth < MaxInterpreters)
            {
                var line = Encoding.UTF8.GetString(head[2..]).Split('\n')[0].Trim();
                CheckFile(root, Path.GetFullPath(line.Split(' ', '\t')[0], "/"), program, depth + 1);
            }
            else if (!head.StartsWith("\u007FELF"u8))
            {
                throw new StartFailedException($"'{program}' is in no format that can be executed.");
            }
        }
        catch (NativeException exception) when (exception.Error != Libc.EACCES)
        {
            throw new StartFailedException($"'{program}' cannot be started: {Libc.Describe(exception.Error)}.");
        }
    }

    private static bool Exists(InsideRoot root, string path)
    {
        try
        {
            root.Open(path, Libc.O_PATH).Dispose();
            return true;
        }
        catch (NativeException)
        {
            return false;
        }
    }
}
