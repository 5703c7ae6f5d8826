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
            throw new UnsupportedOptionException(
                nameof(CreateSandboxOptions.Network), "taking the network away needs isolation 'Namespaces'");
        }
    }

    public void Prepare(SandboxRecord record)
    {
        if (OperatingSystem.IsLinux())
        {
            ControlGroups.Create(record.Id, record.Limits, helpers: 0);
        }
    }

    public ValueTask CompleteAsync(SandboxRecord record, CancellationToken cancellationToken)
    {
        var workspace = state.Sandbox(record.Id).Workspace;
        if (record.WorkingDirectory is { } given && !Path.IsPathRooted(given))
        {
            Files(workspace, workspace).CreateDirectory(given);
        }
        else if (record.WorkingDirectory is { } directory && !IsDirectory(workspace, workspace, directory))
        {
            throw new SandboxFileNotFoundException(directory);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<LaunchPlan> PlanAsync(SandboxRecord record, CommandStart command, CancellationToken cancellationToken)
    {
        var paths = state.Sandbox(record.Id);
        var commandId = SandboxId.New();
        var environment = SandboxEnvironment.Build(record, paths.Workspace, paths.Temporary, commandId, command.Environment);
        var directory = Path.Combine(WorkingDirectory(record), command.WorkingDirectory ?? string.Empty);
        EnsureDirectory(record, command.WorkingDirectory);
        var program = ProgramLookup.Find(command.Arguments[0], environment["PATH"], directory);
        var spec = new ProcessSpec(program, command.Arguments, environment, directory);
        return new(new LaunchPlan(JoinGroups(record, spec), SandboxEnvironment.CommandMarker(commandId)));
    }

    public ValueTask<LocalFiles> OpenFilesAsync(SandboxRecord record, CancellationToken cancellationToken) =>
        new(Files(state.Sandbox(record.Id).Workspace, WorkingDirectory(record)));

    private static LocalFiles Files(string workspace, string workingDirectory) => OperatingSystem.IsLinux()
        ? new HostFiles(workspace, workingDirectory)
        : new ProcessFiles(new ProcessPathResolver(workspace, workingDirectory));

    /// <summary>The directory in which commands start.</summary>
    private string WorkingDirectory(SandboxRecord record) =>
        Path.Combine(state.Sandbox(record.Id).Workspace, record.WorkingDirectory ?? string.Empty);

    /// <summary>Where a command starts must be there; and a relative directory stays where relative paths of files stay.</summary>
    private void EnsureDirectory(SandboxRecord record, string? given)
    {
        try
        {
            if (!IsDirectory(state.Sandbox(record.Id).Workspace, WorkingDirectory(record), given ?? "."))
            {
                throw new StartFailedException($"The working directory '{given ?? WorkingDirectory(record)}' is not there.");
            }
        }
        catch (SandboxFileException exception)
        {
            throw new StartFailedException($"The working directory cannot be used: {exception.Message}");
        }
    }

    private static bool IsDirectory(string workspace, string workingDirectory, string path) =>
        Files(workspace, workingDirectory).Describe(path.TrimEnd('/') + "/") is { Type: FileEntryType.Directory };

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
