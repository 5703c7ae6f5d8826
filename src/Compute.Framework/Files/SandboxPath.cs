namespace Compute.Framework;

/// <summary>Paths in a sandbox: always with <c>/</c>, whatever this machine uses.</summary>
internal static class SandboxPath
{
    /// <summary>A directory's path with a name added.</summary>
    public static string Combine(string directory, string name) => directory.EndsWith('/') ? directory + name : $"{directory}/{name}";
}
