using Compute.Framework;
using Compute.Providers.Local.Files;
using Compute.Providers.Local.Launch;
using Compute.Providers.Local.State;

namespace Compute.Providers.Local.Isolation;

/// <summary>How commands of a sandbox are started, its files reached, and all of it ended.</summary>
internal interface ISandboxIsolation
{
    /// <summary>Refuses what this isolation cannot do, before anything is made.</summary>
    /// <exception cref="UnsupportedOptionException">An option cannot be honored.</exception>
    void Check(SandboxRecord record);

    /// <summary>Makes what a new sandbox needs besides its directory, before anybody sees it.</summary>
    void Prepare(SandboxRecord record);

    /// <summary>Makes a new sandbox's options true before its creation succeeds, or says why they cannot be.</summary>
    /// <remarks>A relative working directory, and an absolute one in the workspace, is created; any other must be there.</remarks>
    /// <exception cref="UnsupportedOptionException">A mount cannot be made.</exception>
    /// <exception cref="SandboxFileException">The working directory cannot be used.</exception>
    ValueTask CompleteAsync(SandboxRecord record, CancellationToken cancellationToken);

    /// <summary>Says how a command is started. The caller holds the sandbox's lock until it is.</summary>
    /// <exception cref="StartFailedException">The command cannot be started, for a reason that lies in it.</exception>
    ValueTask<LaunchPlan> PlanAsync(SandboxRecord record, CommandStart command, CancellationToken cancellationToken);

    /// <summary>The sandbox's files. The caller holds the sandbox's lock while it opens something.</summary>
    ValueTask<LocalFiles> OpenFilesAsync(SandboxRecord record, CancellationToken cancellationToken);
}

/// <summary>A command as the caller gave it.</summary>
/// <param name="Arguments">The program and its arguments.</param>
/// <param name="WorkingDirectory">Where it starts; the sandbox's own directory when null.</param>
/// <param name="Environment">Its own variables.</param>
/// <param name="OwnsTerminal">Whether its streams are a terminal, which it is to control.</param>
internal sealed record CommandStart(
    IReadOnlyList<string> Arguments, string? WorkingDirectory, IReadOnlyDictionary<string, string> Environment, bool OwnsTerminal = false);
