using System.Collections.Concurrent;
using System.Runtime.Versioning;
using System.Text.Json;
using Compute.Framework;
using Compute.Providers.Local.Launch;
using Compute.Providers.Local.Native;
using Compute.Providers.Local.State;

namespace Compute.Providers.Local.Isolation;

/// <summary>Keeps one set of namespaces a sandbox, held by a sleeping process that outlives its creator; started when needed.</summary>
[SupportedOSPlatform("linux")]
internal sealed class NamespaceHolder(StateDirectory state, string bubblewrap)
{
    private const int UsualEndMilliseconds = 100;
    private const int MaxEndMilliseconds = 5000;

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<string, NamespaceRecord> _known = new(StringComparer.Ordinal);

    /// <summary>The holder of a sandbox's namespaces; started when there is none. The caller holds the sandbox's lock.</summary>
    /// <exception cref="SandboxUnavailableException">The namespaces could not be made.</exception>
    public async ValueTask<NamespaceRecord> EnsureAsync(SandboxRecord record, CancellationToken cancellationToken)
    {
        var paths = state.Sandbox(record.Id);
        if ((_known.TryGetValue(record.Id, out var holder) || (holder = Read(paths)) is not null) && IsAlive(holder))
        {
            return _known[record.Id] = holder;
        }

        holder = await StartAsync(record, paths, cancellationToken).ConfigureAwait(false);
        AtomicFile.Write(paths.Namespaces, holder, StateJson.Default.NamespaceRecord);
        return _known[record.Id] = holder;
    }

    public void Forget(string sandboxId) => _known.TryRemove(sandboxId, out _);

    /// <summary>Ends a sandbox's namespaces with every process in them.</summary>
    /// <returns>Whether there were some and they are gone.</returns>
    public static bool Kill(string sandboxId, SandboxPaths paths)
    {
        if (Read(paths) is not { } holder || !IsAlive(holder))
        {
            return false;
        }

        // The holder is the first process of its namespace: the kernel kills all others with it, and it ends last.
        ProcessDescriptor.Signal(holder.ProcessId, holder.StartTime, Libc.SIGKILL);
        if (ProcessDescriptor.WaitForEnd(holder.ProcessId, holder.StartTime, UsualEndMilliseconds))
        {
            return true;
        }

        // That is, after the helpers have taken the ends of their commands; those that a pause or a signal has stopped cannot.
        new ProcessTree(SandboxEnvironment.SandboxMarker(sandboxId)).Signal(Libc.SIGCONT);
        return ProcessDescriptor.WaitForEnd(holder.ProcessId, holder.StartTime, MaxEndMilliseconds);
    }

    public static NamespaceRecord? Read(SandboxPaths paths) => AtomicFile.Read(paths.Namespaces, StateJson.Default.NamespaceRecord);

    public static bool IsAlive(NamespaceRecord holder) =>
        ProcFs.Stat(holder.ProcessId) is { IsAlive: true } stat && stat.StartTime == holder.StartTime;

    /// <summary>Starts bubblewrap and waits until everything is mounted.</summary>
    public async Task<NamespaceRecord> StartAsync(SandboxRecord record, SandboxPaths paths, CancellationToken cancellationToken)
    {
        using var arguments = new Pipe();
        using var info = new Pipe();
        using var ready = new Pipe();
        using var error = new Pipe();
        using var nothing = File.OpenHandle("/dev/null", FileMode.Open, FileAccess.Read, FileShare.ReadWrite);

        // Through a pipe, so that the machine's paths are not in the process list of the sandbox.
        var text = SandboxFileNames.GetBytes(string.Concat(
            BubblewrapArguments.Build(state, record, paths, EnsureIdentity()).Select(argument => argument + '\0')));
        arguments.Enlarge();
        var writer = arguments.TakeWriter();
        await using (writer.ConfigureAwait(false))
        {
            await writer.WriteAsync(text, cancellationToken).ConfigureAwait(false);
        }

        var spec = new ProcessSpec(
            bubblewrap,
            ["bwrap", "--args", "3", "--info-fd", "4", "--", "/bin/sh", "-c", "echo; exec sleep infinity"],
            new Dictionary<string, string> { [SandboxEnvironment.SandboxVariable] = record.Id, ["PATH"] = SandboxEnvironment.DefaultPath },
            "/");
        int id;
        try
        {
            id = Spawner.Start(
                spec, [
                    (int)nothing.DangerousGetHandle(), ready.WriteDescriptor, error.WriteDescriptor, arguments.ReadDescriptor,
                    info.WriteDescriptor
                ]);
        }
        catch (StartFailedException exception)
        {
            throw new SandboxUnavailableException(exception.Message, exception);
        }

        var stat = ProcFs.Stat(id);
        var exit = ChildWaiter.WaitAsync(id);
        ready.CloseWriter();
        error.CloseWriter();
        info.CloseWriter();
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(StartLimit);
            var signal = ready.TakeReader();
            await using (signal.ConfigureAwait(false))
            {
                if (await signal.ReadAsync(new byte[1], limit.Token).ConfigureAwait(false) == 0)
                {
                    throw await FailureAsync(error, exit, limit.Token).ConfigureAwait(false);
                }
            }

            return await ReadInfoAsync(info, limit.Token).ConfigureAwait(false);
        }
        catch
        {
            ProcessDescriptor.Signal(id, stat?.StartTime ?? 0, Libc.SIGKILL);
            new ProcessTree(SandboxEnvironment.SandboxMarker(record.Id)).Kill();
            throw;
        }
    }

    private static async Task<NamespaceRecord> ReadInfoAsync(Pipe info, CancellationToken cancellationToken)
    {
        var reader = info.TakeReader();
        await using (reader.ConfigureAwait(false))
        {
            using var document = await JsonDocument.ParseAsync(reader, cancellationToken: cancellationToken).ConfigureAwait(false);
            var id = document.RootElement.GetProperty("child-pid").GetInt32();
            return new NamespaceRecord(
                id, ProcFs.Stat(id)?.StartTime ?? throw new SandboxUnavailableException("The sandbox's first process ended at once."));
        }
    }

    private static async Task<SandboxUnavailableException> FailureAsync(
        Pipe error, Task<ChildExit> exit, CancellationToken cancellationToken)
    {
        await exit.WaitAsync(cancellationToken).ConfigureAwait(false);
        using var reader = new StreamReader(error.TakeReader());
        var text = await reader.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
        return new SandboxUnavailableException($"bubblewrap failed: {(text.Length == 0 ? "it said nothing" : text.Trim())}.");
    }

    /// <summary>The user that commands are, for programs that look up its name.</summary>
    private string EnsureIdentity()
    {
        var directory = Path.Combine(state.Root, "identity");
        if (!File.Exists(Path.Combine(directory, "group")))
        {
            StateDirectory.CreatePrivate(directory);
            File.WriteAllText(
                Path.Combine(directory, "passwd"),
                "sandbox:x:1000:1000:sandbox:/workspace:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n");
            File.WriteAllText(Path.Combine(directory, "group"), "sandbox:x:1000:\nnogroup:x:65534:\n");
        }

        return directory;
    }
}
