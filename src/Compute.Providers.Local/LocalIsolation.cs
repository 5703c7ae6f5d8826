namespace Compute.Providers.Local;

/// <summary>How far a sandbox is kept apart from the machine.</summary>
public enum LocalIsolation
{
    /// <summary><see cref="Namespaces"/> where this machine can, <see cref="Process"/> otherwise; the provider's capabilities say
    /// which.</summary>
    Auto,

    /// <summary>
    /// Ordinary processes of the current user with a working directory and an environment of their own. They can reach whatever the
    /// user can: this keeps sandboxes tidy, it does not contain hostile code.
    /// </summary>
    Process,

    /// <summary>
    /// Linux namespaces through bubblewrap: own processes, mounts, users and (unless asked for) no network, a read-only system, and
    /// nothing of the host's home directories or environment. Creating a sandbox is refused where the machine cannot do this.
    /// </summary>
    Namespaces,
}
