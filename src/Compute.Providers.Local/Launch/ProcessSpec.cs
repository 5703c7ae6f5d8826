using Compute.Framework;

namespace Compute.Providers.Local.Launch;

/// <summary>A process to start, ready for the operating system.</summary>
/// <param name="Path">The program's file.</param>
/// <param name="Arguments">All arguments, the program's name first.</param>
/// <param name="Environment">The whole environment; nothing is inherited.</param>
/// <param name="WorkingDirectory">The directory to start in.</param>
internal sealed record ProcessSpec(
    string Path,
    IReadOnlyList<string> Arguments,
    IReadOnlyDictionary<string, string> Environment,
    string WorkingDirectory);

/// <summary>How a command is started.</summary>
/// <param name="Spec">The process to start.</param>
/// <param name="Marker">The environment entry by which everything that it starts is found again.</param>
/// <param name="IsThere">Whether the sandbox is still there that the process, a helper, enters; null where the process is the command itself.</param>
internal sealed record LaunchPlan(ProcessSpec Spec, string Marker, Func<bool>? IsThere = null)
{
    /// <summary>Whether the process is a helper that enters the sandbox; the command is its child then.</summary>
    public bool IsEntered => IsThere is not null;
}

/// <summary>How a child process ended.</summary>
internal readonly record struct ChildExit(bool IsSignal, int Code);

/// <summary>A process could not be started for a reason that lies in the command.</summary>
internal sealed class StartFailedException(string reason) : Exception(reason);
