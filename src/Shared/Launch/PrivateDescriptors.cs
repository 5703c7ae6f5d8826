using System.Globalization;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Compute.Framework.Launch;

/// <summary>Starts a process from a thread whose descriptors are its own: for C libraries that cannot close them in the child.</summary>
/// <remarks>
/// The thread takes a copy of the process's table of descriptors and marks all but the standard streams as closed on execution.
/// What other threads open meanwhile goes into the table of the process, which the child never sees.
/// </remarks>
[SupportedOSPlatform("linux")]
internal static class PrivateDescriptors
{
    private const int FirstClosed = 3;
    private const int CloneFiles = 0x400;
    private const int CloseRange = 436;
    private const int CloseOnExecute = 4;
    private const int SetFlags = 2;
    private const int CloseOnExecuteFlag = 1;

    /// <summary>Runs a call that starts a child.</summary>
    /// <exception cref="SandboxUnavailableException">The system refuses a table of descriptors of the thread's own; nothing was
    /// started.</exception>
    public static T Run<T>(Func<T> start)
        where T : struct
    {
        var result = default(T);
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                Take();
                result = start();
            }
            catch (Exception exception)
            {
                failure = ExceptionDispatchInfo.Capture(exception);
            }
        })
        {
            IsBackground = true,
            Name = "Compute start",
        };
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result;
    }

    private static void Take()
    {
        if (Libc.unshare(CloneFiles) != 0)
        {
            throw Failure("unshare");
        }

        if (Libc.syscall(CloseRange, FirstClosed, unchecked((nint)uint.MaxValue), CloseOnExecute, 0, 0) == 0)
        {
            return;
        }

        // Kernels before 5.11. The table is this thread's alone, so that it does not change while it is read.
        foreach (var path in Directory.GetFileSystemEntries("/proc/thread-self/fd"))
        {
            var descriptor = int.Parse(Path.GetFileName(path.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture);
            if (descriptor >= FirstClosed && Libc.fcntl(descriptor, SetFlags, CloseOnExecuteFlag) != 0
                && Marshal.GetLastPInvokeError() is not Libc.EBADF)
            {
                throw Failure("fcntl");
            }
        }
    }

    private static SandboxUnavailableException Failure(string call) => new(
        $"Nothing was started: this process's open files cannot be kept from its children ({call}: " +
        $"{Libc.Describe(Marshal.GetLastPInvokeError())}).");
}
