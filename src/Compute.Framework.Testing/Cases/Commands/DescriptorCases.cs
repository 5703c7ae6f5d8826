using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Compute.Framework.Testing;

/// <summary>A command has its three streams open and nothing else.</summary>
public static class DescriptorCases
{
    /// <summary>No descriptor of the host, or of a helper, reaches a command: one of a directory would lead out of the sandbox.</summary>
    [ComplianceCase("commands/descriptors")]
    public static async Task Descriptors(ComplianceContext context)
    {
        var sandbox = await context.ShellSandboxAsync().ConfigureAwait(false);
        if (!(await context.ShellAsync(sandbox, "test -d /proc/self/fd").ConfigureAwait(false)).IsSuccess)
        {
            context.NotApplicable("There is no /proc in the sandboxes to see descriptors in.");
        }

        var path = Path.GetTempFileName();
        try
        {
            using var file = File.OpenHandle(path);
            if (OperatingSystem.IsLinux())
            {
                LetInherit(file);
            }

            var result = await sandbox.RunAsync(Command.Create("ls", "/proc/self/fd"), context.CancellationToken).ConfigureAwait(false);
            var surplus = result.StandardOutputText.Split(
                '\n', StringSplitOptions.RemoveEmptyEntries).Except(["0", "1", "2", "3"]).ToList();
            Check.Exited(result, 0, "ls /proc/self/fd", Law.Outcome);
            Check.That(
                surplus.Count == 0, "a command with its three streams open, and the directory that it lists itself",
                $"it has {string.Join(", ", surplus)} too", Law.Isolation);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>.NET opens files so that no child inherits them; other code in the same process does not.</summary>
    [SupportedOSPlatform("linux")]
    private static void LetInherit(SafeFileHandle file)
    {
        const int SetFlags = 2;
        _ = fcntl(file, SetFlags, 0);
    }

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int fcntl(SafeFileHandle file, int command, nint argument);
}
