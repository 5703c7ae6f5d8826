using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Compute.Framework.Launch;

/// <summary>Waits for this process's own children, each by its own id: one thread for all of them.</summary>
/// <remarks>The .NET runtime reaps only children that it started, so the two do not meet.</remarks>
[SupportedOSPlatform("linux")]
internal static unsafe class ChildWaiter
{
    private const int Add = 1;
    private const int Remove = 2;
    private const int Readable = 1;
    private const int MaxEvents = 64;

    // The kernel's event is packed on x64 only.
    private static readonly int EventSize = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;
    private static readonly int DataOffset = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;

    private static readonly ConcurrentDictionary<int, Waiting> Children = new();
    private static readonly Lazy<int> Epoll = new(StartThread);

    /// <summary>Completes when the child has ended, and reaps it.</summary>
    /// <param name="processId">A child that was just started and that nobody else waits for.</param>
    public static Task<ChildExit> WaitAsync(int processId)
    {
        var waiting = new Waiting(processId);
        var descriptor = ProcessDescriptor.Open(processId);
        if (descriptor < 0)
        {
            new Thread(() => Reap(waiting)) { IsBackground = true, Name = "Compute child" }.Start();
            return waiting.Exit.Task;
        }

        Children[descriptor] = waiting;
        var record = stackalloc byte[16];
        *(uint*)record = Readable;
        *(int*)(record + DataOffset) = descriptor;
        if (Libc.epoll_ctl(Epoll.Value, Add, descriptor, record) != 0)
        {
            Children.TryRemove(descriptor, out _);
            _ = Libc.close(descriptor);
            new Thread(() => Reap(waiting)) { IsBackground = true, Name = "Compute child" }.Start();
        }

        return waiting.Exit.Task;
    }

    private static int StartThread()
    {
        var epoll = Libc.epoll_create1(Libc.O_CLOEXEC);
        if (epoll >= 0)
        {
            new Thread(() => Loop(epoll)) { IsBackground = true, Name = "Compute children" }.Start();
        }

        return epoll;
    }

    private static void Loop(int epoll)
    {
        var events = stackalloc byte[MaxEvents * 16];
        while (true)
        {
            var count = Libc.epoll_wait(epoll, events, MaxEvents, -1);
            for (var index = 0; index < count; index++)
            {
                var descriptor = *(int*)(events + (index * EventSize) + DataOffset);
                if (Children.TryRemove(descriptor, out var waiting))
                {
                    _ = Libc.epoll_ctl(epoll, Remove, descriptor, events);
                    _ = Libc.close(descriptor);
                    Reap(waiting);
                }
            }
        }
    }

    private static void Reap(Waiting waiting)
    {
        int status;
        int result;
        do
        {
            result = Libc.waitpid(waiting.ProcessId, &status, 0);
        }
        while (result < 0 && Marshal.GetLastPInvokeError() == Libc.EINTR);

        if (result != waiting.ProcessId)
        {
            // The host ignores SIGCHLD, so the kernel threw the status away: the outcome is not known, and none is made up.
            waiting.Exit.TrySetException(new IOException("The exit status of the process was lost: this host process ignores SIGCHLD."));
            return;
        }

        var signal = status & 0x7f;
        waiting.Exit.TrySetResult(signal == 0 ? new ChildExit(false, (status >> 8) & 0xff) : new ChildExit(true, signal));
    }

    private sealed record Waiting(int ProcessId)
    {
        public TaskCompletionSource<ChildExit> Exit { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
