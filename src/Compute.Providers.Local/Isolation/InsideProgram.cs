using System.Runtime.Versioning;
using Compute.Framework;
using Compute.Providers.Local.Native;
using Microsoft.Win32.SafeHandles;

namespace Compute.Providers.Local.Isolation;

/// <summary>Says beforehand why a program inside could not be executed: the helper that enters would report it as its own exit
/// code.</summary>
[SupportedOSPlatform("linux")]
internal static class InsideProgram
{
    /// <summary>How many interpreters of interpreters the kernel goes through.</summary>
    private const int MaxInterpreters = 5;

    /// <summary>How much of a file the kernel looks at.</summary>
    private const int HeadSize = 256;

    /// <returns>The program to execute: as it was given, or its file where the helper's own search would end too early.</returns>
    /// <exception cref="StartFailedException">The working directory or the program is missing or cannot be executed.</exception>
    public static string Check(InsideRoot root, string program, string searchPath, string directory)
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
            CheckFile(root, Path.Combine(directory, program), program, directory);
            return program;
        }

        StartFailedException? denied = null;
        var endsSearch = false;
        foreach (var folder in searchPath.Split(':'))
        {
            var candidate = Path.Combine(directory, folder, program);
            try
            {
                // As the system's own search: what is there and cannot be opened is passed over, what cannot run after all is the end.
                OpenProgram(root, candidate, program).Dispose();
            }
            catch (StartFailedException exception)
            {
                var error = Error(root, candidate);
                denied = error == 0 ? exception : denied;
                endsSearch |= error is not (0 or Libc.ENOENT or Libc.ENOTDIR or Libc.EACCES);
                continue;
            }

            CheckFile(root, candidate, program, directory);
            return endsSearch ? candidate : program;
        }

        throw denied ?? new StartFailedException($"'{program}' was not found on the sandbox's PATH.");
    }

    private static void CheckFile(InsideRoot root, string path, string program, string directory)
    {
        Span<byte> head = stackalloc byte[HeadSize];
        for (var depth = 0; depth <= MaxInterpreters; depth++)
        {
            using var found = OpenProgram(root, path, program);
            if (OpenForReading(found) is not { } file)
            {
                // Who may execute a file and not read it learns nothing more.
                return;
            }

            using (file)
            {
                var length = RandomAccess.Read(file, head, 0);
                if (length < 2 || !head.StartsWith("#!"u8))
                {
                    CheckBinary(root, file, program, directory);
                    return;
                }

                path = Path.Combine(directory, Interpreter(head[2..length], length == HeadSize)
                    ?? throw new StartFailedException($"'{program}' cannot be started: its first line names no interpreter."));
            }
        }

        throw new StartFailedException($"'{program}' cannot be started: {Libc.Describe(Libc.ELOOP)}.");
    }

    private static void CheckBinary(InsideRoot root, SafeFileHandle file, string program, string directory)
    {
        if (ElfProgram.Read(file) is not { } elf)
        {
            throw new StartFailedException($"'{program}' is in no format that can be executed.");
        }

        if (elf.Loader is { } loader)
        {
            OpenProgram(root, Path.Combine(directory, loader), program).Dispose();
        }
    }

    /// <summary>What the kernel takes for the interpreter: the first word, of which a carriage return is a part.</summary>
    /// <param name="line">What follows <c>#!</c>.</param>
    /// <param name="isCut">Whether the file goes on.</param>
    private static string? Interpreter(ReadOnlySpan<byte> line, bool isCut)
    {
        var end = line.IndexOf((byte)'\n');
        var isWhole = end >= 0 || !isCut;
        line = (end < 0 ? line : line[..end]).Trim(" \t"u8);
        var word = line.IndexOfAny((byte)' ', (byte)'\t', (byte)0);
        return line.IsEmpty || (word < 0 && !isWhole) ? null : SandboxFileNames.GetString(word < 0 ? line : line[..word]);
    }

    /// <summary>Opens what can be executed, as far as permissions and mounts say.</summary>
    private static SafeFileHandle OpenProgram(InsideRoot root, string path, string program)
    {
        SafeFileHandle file;
        try
        {
            file = root.Open(path, Libc.O_PATH);
        }
        catch (NativeException exception)
        {
            throw new StartFailedException($"'{program}' cannot be started: {path}: {Libc.Describe(exception.Error)}.");
        }

        using (FilePermissions.Enforce())
        {
            if (At.Status(file).Type == FileEntryType.File && At.CanExecute(file))
            {
                return file;
            }
        }

        file.Dispose();
        throw new StartFailedException(
            path == program ? $"'{program}' is not executable." : $"'{program}' cannot be started: {path} is not executable.");
    }

    private static SafeFileHandle? OpenForReading(SafeFileHandle found)
    {
        using var asInside = FilePermissions.Enforce();
        return At.TryOpen(null, NativeName.Of(InsideRoot.HostPath(found)), Libc.O_RDONLY | Libc.O_NONBLOCK, out _);
    }

    private static int Error(InsideRoot root, string path)
    {
        try
        {
            root.Open(path, Libc.O_PATH).Dispose();
            return 0;
        }
        catch (NativeException exception)
        {
            return exception.Error;
        }
    }
}
