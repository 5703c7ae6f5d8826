using Compute.Framework;
using Compute.Providers.Local.Files;
using Compute.Providers.Local.Launch;
using Compute.Providers.Local.Limits;
using Compute.Providers.Local.Native;
using Compute.Providers.Local.State;

namespace Compute.Providers.Local.Isolation;

/// <summary>Commands are plain processes of this user with a directory and an environment of their own.</summary>
internal sealed class ProcessIsolation(StateDirectory state) : ISandboxIsolation
{
    public void Check(SandboxRecord record)
    {
        if (record.Mounts.Count > 0)
        {
            throw new UnsupportedOptionException(nameof(CreateSandboxOptions.Mounts), "it needs isolation 'Namespaces'");
        }

        LimitCheck.EnsurePossible(record.Limits);

        if (!record.HasNetwork)
        {
            throw new UnsupportedOptionException(nameof(CreateSandboxOptions.Network), "taking the network away needs isolation 'Namespaces'");
        }
    }

    public void Prepare(SandboxRecord record)
    {
        if (OperatingSystem.IsLinux())
        {
            ControlGroups.Create(record.Id, record.Limits, helpers: 0);
        }
    }

    public void CreateWorkingDirectory(SandboxRecord record, SandboxPaths paths)
    {
        if (record.WorkingDirectory is not { } given)
        {
            return;
        }

        var directory = Path.GetFullPath(given, paths.Workspace);
        if (!Path.IsPathRooted(given))
        {
            if (!directory.StartsWith(paths.Workspace, StringComparison.Ordinal))
            {
                throw new SandboxFileAccessDeniedException(given);
            }

            Directory.CreateDirectory(directory);
        }
        else if (!Directory.Exists(directory))
        {
            throw new SandboxFileNotFoundException(given);
        }
    }

    public ValueTask<LaunchPlan> PlanAsync(SandboxRecord record, CommandStart command, CancellationToken cancellationToken)
    {
        var paths = state.Sandbox(record.Id);
        var commandId = SandboxId.New();
        var environment = SandboxEnvironment.Build(record, paths.Workspace, paths.Temporary, commandId, command.Environment);
        var directory = Path.GetFullPath(command.WorkingDirectory ?? ".", WorkingDirectory(record));
        if (!Directory.Exists(directory))
        {
            throw new StartFailedException($"The working directory '{command.WorkingDirectory ?? directory}' is not there.");
        }

        var program = ProgramLookup.Find(command.Arguments[0], environment["PATH"], directory);
        var spec = new ProcessSpec(program, command.Arguments, environment, directory);
        return new(new LaunchPlan(JoinGroups(record, spec), SandboxEnvironment.CommandMarker(commandId)));
    }

    public ValueTask<LocalFiles> OpenFilesAsync(SandboxRecord record, CancellationToken cancellationToken) =>
        new(new ProcessFiles(new ProcessPathResolver(state.Sandbox(record.Id).Workspace, WorkingDirectory(record))));

    /// <summary>The directory in which commands start.</summary>
    public string WorkingDirectory(SandboxRecord record) =>
        Path.GetFullPath(record.WorkingDirectory ?? ".", state.Sandbox(record.Id).Workspace);

    private static ProcessSpec JoinGroups(SandboxRecord record, ProcessSpec spec)
    {
        if (record.Limits.IsNone || !OperatingSystem.IsLinux())
        {
            return spec;
        }

        // The shell that joins the groups would report what cannot be executed as an exit code of its own.
        using (var root = InsideRoot.Of(Environment.ProcessId))
        {
            InsideProgram.Check(root, spec.Path, string.Empty, spec.WorkingDirectory);
        }

        return ControlGroups.Join(spec, record.Id);
    }
}
