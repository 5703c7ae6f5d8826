using System.Runtime.Versioning;

namespace Compute.Framework.Launch;

/// <summary>Starts processes with <c>posix_spawn</c>: a session of their own, clean signals, and the reason when it fails.</summary>
/// <remarks>
/// <c>System.Diagnostics.Process</c> cannot tell a death by signal from exit code 128+n, nor start a session. A child has the
/// descriptors that it is given and no others: one that this process has open without <c>O_CLOEXEC</c>, a directory's say, would
/// lead a sandbox's command out of it.
/// </remarks>
[SupportedOSPlatform("linux")]
internal static unsafe class Spawner
{
    // Large enough for glibc (336 and 80 bytes) and musl.
    private const int OpaqueSize = 1024;
    private const short SetSignalDefaults = 0x04;
    private const short SetSignalMask = 0x08;
    private const short NewSession = 0x80;
    private const int MaxExecutingMilliseconds = 100;
    private const int StandardStreams = 3;
    private const int SignalSetSize = 128;

    /// <summary>Whether the C library closes descriptors in the child.</summary>
    public static bool HasCloseFrom { get; } = FindCloseFrom();

    /// <summary>Starts a process.</summary>
    /// <param name="spec">What to start.</param>
    /// <param name="descriptors">The file descriptors of this process that become 0, 1, 2, … of the child; it gets no others.</param>
    /// <exception cref="StartFailedException">The program cannot be executed.</exception>
    /// <exception cref="ResourceLimitException">The machine has no room for a process.</exception>
    public static int Start(ProcessSpec spec, ReadOnlySpan<int> descriptors) => Start(spec, descriptors, HasCloseFrom);

    /// <summary>Starts a process, in the way of a C library that can or cannot close descriptors in the child.</summary>
    internal static int Start(ProcessSpec spec, ReadOnlySpan<int> descriptors, bool hasCloseFrom) =>
        Start(spec, descriptors, terminal: null, terminalFlags: 0, hasCloseFrom);

    /// <summary>Starts a process whose three standard streams are a terminal.</summary>
    /// <param name="spec">What to start.</param>
    /// <param name="terminal">The terminal's device.</param>
    /// <param name="isControlled">Whether it controls the process: the first terminal that a new session opens does, unless told not
    /// to.</param>
    /// <exception cref="StartFailedException">The program cannot be executed.</exception>
    /// <exception cref="ResourceLimitException">The machine has no room for a process.</exception>
    public static int Start(ProcessSpec spec, string terminal, bool isControlled) =>
        Start(spec, [], terminal, isControlled ? Libc.O_RDWR : Libc.O_RDWR | Libc.O_NOCTTY, HasCloseFrom);

    private static int Start(ProcessSpec spec, ReadOnlySpan<int> descriptors, string? terminal, int terminalFlags, bool hasCloseFrom)
    {
        using var memory = new SpawnMemory();
        var actions = stackalloc byte[OpaqueSize];
        var attributes = stackalloc byte[OpaqueSize];
        var signals = stackalloc byte[SignalSetSize];
        _ = Libc.posix_spawn_file_actions_init(actions);
        _ = Libc.posix_spawnattr_init(attributes);
        try
        {
            // Not sigfillset, which leaves out the C library's own: those would be ignored in the child.
            new Span<byte>(signals, SignalSetSize).Fill(byte.MaxValue);
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

            if (hasCloseFrom)
            {
                var refused = Libc.posix_spawn_file_actions_addclosefrom_np(actions, Math.Max(descriptors.Length, StandardStreams));
                if (refused != 0)
                {
                    throw Failure(refused, spec);
                }
            }

            _ = Libc.posix_spawn_file_actions_addchdir_np(actions, memory.Text(spec.WorkingDirectory));
            var environment = new List<string>(spec.Environment.Count);
            foreach (var (key, value) in spec.Environment)
            {
                environment.Add($"{key}={value}");
            }

            var call = new SpawnCall(
                (nint)memory.Text(spec.Path),
                (nint)actions,
                (nint)attributes,
                (nint)memory.Array(spec.Arguments),
                (nint)memory.Array(environment));
            var (processId, error) = hasCloseFrom ? Spawn(call) : PrivateDescriptors.Run(() => Spawn(call));
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

    private static (int ProcessId, int Error) Spawn(SpawnCall call)
    {
        int processId;
        var error = Libc.posix_spawn(
            &processId, (byte*)call.Path, (void*)call.Actions, (void*)call.Attributes, (byte**)call.Arguments, (byte**)call.Environment);
        return (processId, error);
    }

    private static bool FindCloseFrom()
    {
        var actions = stackalloc byte[OpaqueSize];
        _ = Libc.posix_spawn_file_actions_init(actions);
        try
        {
            return Libc.posix_spawn_file_actions_addclosefrom_np(actions, StandardStreams) == 0;
        }
        catch (EntryPointNotFoundException)
        {
            return false;
        }
        finally
        {
            _ = Libc.posix_spawn_file_actions_destroy(actions);
        }
    }

    /// <summary>Waits until a new process can be recognised by what it carries in its environment, as searches for a sandbox's processes
    /// do.</summary>
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

    /// <summary>Addresses of what a call of <c>posix_spawn</c> is given.</summary>
    private readonly record struct SpawnCall(nint Path, nint Actions, nint Attributes, nint Arguments, nint Environment);
}
