namespace Compute.Providers.Local.Files;

/// <summary>A directory of a sandbox to be watched from outside.</summary>
/// <param name="HostPath">Where it is reached on this machine.</param>
/// <param name="SandboxPath">The absolute path that it has for the sandbox's commands.</param>
/// <param name="Held">What keeps <paramref name="HostPath"/> valid, or null.</param>
internal sealed record WatchedDirectory(string HostPath, string SandboxPath, IDisposable? Held) : IDisposable
{
    public void Dispose() => Held?.Dispose();
}
