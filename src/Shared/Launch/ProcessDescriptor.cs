using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Compute.Framework.Launch;

/// <summary>File descriptors of processes: unlike a process id, one never comes to mean another process.</summary>
[SupportedOSPlatform("linux")]
internal static class ProcessDescriptor
{
    private const int PidfdSendSignal = 424;
    private const int PidfdOpen = 434;
    private const int MaxStoppingMilliseconds = 1000;

    /// <summary>Opens a process; negative when there is none, or on kernels before 5.3.</summary>
    public static int Open(int processId) => (int)Libc.syscall(PidfdOpen, processId, 0, 0, 0, 0);

    /// <summary>Signals the process with this id if it is still the one that started then. Not finding it is no error.</summary>
    public static void Signal(int processId, long startTime, int signal)
    {
        var descriptor = Open(processId);
        if (descriptor < 0)
        {
            // Kernels before 5.3: the check and the signal are two steps.
            if (Marshal.GetLastPInvokeError() == Libc.ENOSYS && ProcFs.Stat(processId)?.StartTime == startTime)
            {
                _ = Libc.kill(processId, signal);
            }

            return;
        }

        try
        {
            if (ProcFs.Stat(processId)?.StartTime == startTime)
            {
                _ = Libc.syscall(PidfdSendSignal, descriptor, signal, 0, 0, 0);
            }
        }
        finally
        {
            _ = Libc.close(descriptor);
        }
    }

    /// <summary>Stops a process and sees it stopped, before its children are.</summary>
    /// <remarks>
    /// A parent that still runs may be notified of its child's stop when it has its own stop pending. The helper that enters namespaces
    /// stops itself at such news; after it was continued, that is, and nobody would continue it a second time.
    /// </remarks>
    public static void Stop(int processId, long startTime)
    {
        Signal(processId, startTime, Libc.SIGSTOP);
        SpinWait.SpinUntil(() => IsStopped(processId, startTime), MaxStoppingMilliseconds);
    }

    /// <summary>Whether a process is stopped, or has ended.</summary>
    public static bool IsStopped(int processId, long startTime) =>
        ProcFs.Stat(processId) is not { IsAlive: true, State: not ('T' or 't') } now || now.StartTime != startTime;

    /// <summary>Waits until a process has ended.</summary>
    /// <returns>False when it still runs after the time.</returns>
    public static unsafe bool WaitForEnd(int processId, long startTime, int milliseconds)
    {
        var descriptor = Open(processId);
        if (descriptor < 0)
        {
            return true;
        }

        try
        {
            // struct pollfd: the descriptor, then what to wait for (POLLIN) and what came.
            var wait = stackalloc int[2] { descriptor, 1 };
            if (ProcFs.Stat(processId)?.StartTime != startTime)
            {
                return true;
            }

            var deadline = Environment.TickCount64 + milliseconds;
            int ready;
            do
            {
                // A signal to this process interrupts the wait; it says nothing about the other one.
                ready = Libc.poll(wait, 1, (int)Math.Max(0, deadline - Environment.TickCount64));
            }
            while (ready < 0 && Marshal.GetLastPInvokeError() == Libc.EINTR);

            return ready > 0;
        }
        finally
        {
            _ = Libc.close(descriptor);
        }
    }
}
