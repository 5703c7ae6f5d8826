using System.Globalization;
using System.Runtime.Versioning;
using Compute.Framework;
using Compute.Framework.Authoring;
using Compute.Providers.Local.Files;
using Compute.Providers.Local.Launch;
using Compute.Providers.Local.Limits;
using Compute.Providers.Local.Native;
using Compute.Providers.Local.State;

namespace Compute.Providers.Local.Isolation;

/// <summary>Commands run in namespaces that live as long as the sandbox; a helper enters them for each command.</summary>
[SupportedOSPlatform("linux")]
internal sealed class NamespaceIsolation(StateDirectory state, NamespaceTools tools) : ISandboxIsolation
{
    private static readonly string[] OwnTargets =
    [
        "/", "/proc", "/dev", "/etc", "/usr", BubblewrapArguments.Workspace, BubblewrapArguments.Temporary
    ];

    private const string NewSession = "/usr/bin/setsid";

    private readonly NamespaceHolder _holder = new(state, tools.Bubblewrap);

    public void Check(SandboxRecord record)
    {
        LimitCheck.EnsurePossible(record.Limits);
        foreach (var mount in record.Mounts)
        {
            if (!Path.IsPathRooted(mount.Source) || mount.Source.Contains('\0') || !Path.Exists(mount.Source))
            {
                throw Refused("a source is an absolute path that exists on this machine");
            }

            if (!Path.IsPathRooted(mount.Target) || mount.Target.Contains('\0') || mount.Target.Split('/').Contains("..")
                || OwnTargets.Contains(Path.GetFullPath(mount.Target) is { Length: > 1 } target ? target.TrimEnd('/') : "/"))
            {
                throw Refused("a target is an absolute path that the sandbox does not use itself");
            }
        }

        static UnsupportedOptionException Refused(string reason) => new(nameof(CreateSandboxOptions.Mounts), reason);
    }

    /// <remarks>The helper that enters counts as a process besides the command.</remarks>
    public void Prepare(SandboxRecord record) => ControlGroups.Create(record.Id, record.Limits, helpers: 1);

    public async ValueTask CompleteAsync(SandboxRecord record, CancellationToken cancellationToken)
    {
        if (record.Mounts.Count == 0 && record.WorkingDirectory is null)
        {
            return;
        }

        NamespaceRecord holder;
        try
        {
            holder = await _holder.EnsureAsync(record, cancellationToken).ConfigureAwait(false);
        }
        catch (SandboxUnavailableException exception) when (record.Mounts.Count > 0)
        {
            throw new UnsupportedOptionException(nameof(CreateSandboxOptions.Mounts), exception.Message);
        }

        if (record.WorkingDirectory is { } given)
        {
            await Task.Run(() => CreateWorkingDirectory(given, holder), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Made inside: what a snapshot holds must lead nowhere else.</summary>
    private static void CreateWorkingDirectory(string given, NamespaceRecord holder)
    {
        var files = new NamespaceFiles(
            holder.ProcessId, BubblewrapArguments.Workspace,
            _ => throw new InvalidOperationException("No tool is needed for a directory."));
        if (LocalPath.IsWithin(Path.GetFullPath(given, BubblewrapArguments.Workspace), BubblewrapArguments.Workspace))
        {
            files.CreateDirectory(given);
        }
        else if (!Path.IsPathRooted(given))
        {
            throw new SandboxFileAccessDeniedException(given);
        }
        else if (files.Describe(given.TrimEnd('/') + "/") is null)
        {
            throw new SandboxFileNotFoundException(given);
        }
    }

    public async ValueTask<LaunchPlan> PlanAsync(SandboxRecord record, CommandStart command, CancellationToken cancellationToken)
    {
        var holder = await _holder.EnsureAsync(record, cancellationToken).ConfigureAwait(false);
        var commandId = SandboxId.New();
        var environment = SandboxEnvironment.Build(
            record, BubblewrapArguments.Workspace, BubblewrapArguments.Temporary, commandId, command.Environment);
        var directory = Path.Combine(WorkingDirectory(record), command.WorkingDirectory ?? string.Empty);
        string program;
        using (var root = InsideRoot.Of(holder.ProcessId))
        {
            program = InsideProgram.Check(root, command.Arguments[0], environment["PATH"], directory);
            if (command.OwnsTerminal)
            {
                InsideProgram.Check(root, NewSession, string.Empty, directory);
            }
        }

        // The helper outside must not control the terminal: a shell inside could not give it back to a group that it cannot see.
        string[] arguments = command.OwnsTerminal
            ? [NewSession, "--ctty", program, .. command.Arguments.Skip(1)]
            : [program, .. command.Arguments.Skip(1)];
        var spec = EntrySpec.Build(tools.Enter, holder, record, arguments, environment, directory);
        return new LaunchPlan(
            record.Limits.IsNone ? spec : ControlGroups.Join(spec, record.Id),
            SandboxEnvironment.CommandMarker(commandId),
            () => NamespaceHolder.IsAlive(holder));
    }

    public async ValueTask<LocalFiles> OpenFilesAsync(SandboxRecord record, CancellationToken cancellationToken)
    {
        var holder = await _holder.EnsureAsync(record, cancellationToken).ConfigureAwait(false);
        return new NamespaceFiles(holder.ProcessId, WorkingDirectory(record), command => RunInside(record, holder, command));
    }

    /// <summary>Forgets the holder of a sandbox whose namespaces were ended.</summary>
    public void Forget(string sandboxId) => _holder.Forget(sandboxId);

    private static string WorkingDirectory(SandboxRecord record) =>
        Path.Combine(BubblewrapArguments.Workspace, record.WorkingDirectory ?? string.Empty);

    /// <summary>Runs a tool inside for a file operation; null when it succeeded, otherwise what it said.</summary>
    private async Task<string?> RunInside(SandboxRecord record, NamespaceRecord holder, IReadOnlyList<string> arguments)
    {
        var commandId = SandboxId.New();
        var environment = SandboxEnvironment.Build(
            record, BubblewrapArguments.Workspace, BubblewrapArguments.Temporary, commandId, new Dictionary<string, string>());
        environment["PATH"] = SandboxEnvironment.DefaultPath;
        environment["LANG"] = "C";
        var spec = EntrySpec.Build(tools.Enter, holder, record, arguments, environment, "/");
        var channel = LinuxProcessChannel.Start(new LaunchPlan(
            spec, SandboxEnvironment.CommandMarker(commandId), () => NamespaceHolder.IsAlive(holder)));
        await using (channel.ConfigureAwait(false))
        {
            await channel.CloseInputAsync(CancellationToken.None).ConfigureAwait(false);
            var said = new List<byte>();
            await foreach (var frame in channel.ReadFramesAsync(CancellationToken.None).ConfigureAwait(false))
            {
                if (frame.Kind == ProcessFrameKind.StandardError)
                {
                    said.AddRange(frame.Data.Span);
                }
                else if (frame.Kind != ProcessFrameKind.StandardOutput)
                {
                    return frame is { Kind: ProcessFrameKind.Exited, Code: 0 }
                        ? null
                        : string.Create(
                            CultureInfo.InvariantCulture,
                            $"{System.Text.Encoding.UTF8.GetString([.. said]).Trim()} ({frame.Kind} {frame.Code})");
                }
            }

            throw new SandboxUnavailableException("A file operation did not report its end.") { IsOutcomeUnknown = true };
        }
    }
}
