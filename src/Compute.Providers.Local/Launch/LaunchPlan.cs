namespace Compute.Providers.Local.Launch;

/// <summary>How a command is started.</summary>
/// <param name="Spec">The process to start.</param>
/// <param name="Marker">The environment entry by which everything that it starts is found again.</param>
/// <param name="IsThere">Whether the sandbox is still there that the process, a helper, enters; null where the process is the command
/// itself.</param>
internal sealed record LaunchPlan(ProcessSpec Spec, string Marker, Func<bool>? IsThere = null)
{
    /// <summary>Whether the process is a helper that enters the sandbox; the command is its child then.</summary>
    public bool IsEntered => IsThere is not null;
}
