using System.Runtime.Versioning;
using Compute.Framework;
using Compute.Providers.Local.Native;

namespace Compute.Providers.Local.Launch;

/// <summary>Starts processes with <c>posix_spawn</c>: a session of their own, clean signals, and the reason when it fails.</summary>
/// <remarks><c>System.Diagnostics.Process</c> cannot tell a death by signal from exit code 128+n, nor start a session.</remarks>
[SupportedOSPlatform("linux")]
internal static unsafe class Spawner
{
    // Large enough for glibc (336 and 80 bytes) and musl.
    private const int OpaqueSize = 1024;
    private const short SetSignalDefaults = 0x04;
    private const short SetSignalMask = 0x08;
    private const short NewSession = 0x80;
    private const int MaxExecutingMilliseconds = 100;

    /// <summary>Starts a process.</summary>
    /// <param name="spec">What to start.</param>
    /// <param name="descriptors">The file descriptors of this process that become 0, 1, 2, … of the child.</param>
    /// <exception cref="StartFailedException">The program cannot be executed.</exception>
    /// <exception cref="ResourceLimitException">The machine has no room for a process.</exception>
    public static int Start(ProcessSpec spec, ReadOnlySpan<int> descriptors) => Start(spec, descriptors, terminal: null);

    /// <summary>Starts a process whose three standard streams are a terminal.</summary>
    /// <param name="spec">What to start.</param>
    /// <param name="terminal">The terminal's device.</param>
    /// <param name="isControlled">Whether it controls the process: the first terminal that a new session opens does, unless told not to.</param>
    /// <exception cref="StartFailedException">The program cannot be executed.</exception>
    /// <exception cref="ResourceLimitException">The machine has no room for a process.</exception>
    public static int Start(ProcessSpec spec, string terminal, bool isControlled) =>
        Start(spec, [], terminal, isControlled ? Libc.O_RDWR : Libc.O_RDWR | Libc.O_NOCTTY);

    private static int Start(ProcessSpec spec, ReadOnlySpan<int> descriptors, string? terminal, int terminalFlags = 0)
    {
        using var memory = new SpawnMemory();
        var actions = stackalloc byte[OpaqueSize];
        var attributes = stackalloc byte[OpaqueSize];
        var signals = stackalloc byte[128];
        _ = Libc.posix_spawn_file_actions_init(actions);
        _ = Libc.posix_spawnattr_init(attributes);
        try
        {
            _ = Libc.sigfillset(signals);
            _ = Libc.posix_spawnattr_setsigdefault(attributes, signals);
            _ = Libc.sigemptyset(signals);
            _ = Libc.posix_spawnattr_setsigmask(attributes, signals);
            _ = Libc.posix_spawnattr_setflags(attributes, SetSignalDefaults | SetSignalMask | NewSession);
            for (var target = 0; target < descriptors.Length; target++)
            {
                _ = Libc.posix_spawn_file_actions_adddup2(actions, descriptors[target], target);
            }

            if (terminal is not null)
            {
                _ = Libc.posix_spawn_file_actions_addopen(actions, 0, memory.Text(terminal), terminalFlags, 0);
                _ = Libc.posix_spawn_file_actions_adddup2(actions, 0, 1);
                _ = Libc.posix_spawn_file_actions_adddup2(actions, 0, 2);
            }

            _ = Libc.posix_spawn_file_actions_addchdir_np(actions, memory.Text(spec.WorkingDirectory));
            var environment = new List<string>(spec.Environment.Count);
            foreach (var (key, value) in spec.Environment)
            {
                environment.Add($"{key}={value}");
            }

            int processId;
            var error = Libc.posix_spawn(
                &processId, memory.Text(spec.Path), actions, attributes, memory.Array(spec.Arguments), memory.Array(environment));
            if (error != 0)
            {
                throw Failure(error, spec);
            }

            WaitUntilMarked(processId);
            return processId;
        }
        finally
        {
            _ = Libc.posix_spawn_file_actions_destroy(actions);
            _ = Libc.posix_spawnattr_destroy(attributes);
        }
    }

    /// <summary>Waits until a new process can be told by what it carries in its environment, as searches for a sandbox's processes do.</summary>
    /// <remarks>
    /// The kernel lets the parent go on a moment before the program has its environment.
    /// That of a program that changes its user cannot be read by others at all; hence the short limit.
    /// </remarks>
    private static void WaitUntilMarked(int processId) => SpinWait.SpinUntil(
        () => !ProcFs.Environment(processId).IsEmpty || ProcFs.Stat(processId) is not { IsAlive: true }, MaxExecutingMilliseconds);

    private static Exception Failure(int error, ProcessSpec spec) => error switch
    {
        Libc.EAGAIN => new ResourceLimitException("processes", new IOException(Libc.Describe(error))),
        Libc.ENOMEM => new ResourceLimitException("memory", new IOException(Libc.Describe(error))),
        Libc.EMFILE or Libc.ENFILE => new ResourceLimitException("file descriptors", new IOException(Libc.Describe(error))),
        _ => new StartFailedException($"'{spec.Arguments[0]}' cannot be started: {Libc.Describe(error)}."),
    };
}
