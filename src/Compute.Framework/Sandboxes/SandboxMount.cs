namespace Compute.Framework;

/// <summary>A directory outside a sandbox that is mounted in it.</summary>
/// <param name="Source">The directory outside the sandbox: an absolute path on the provider's machine, or a volume's name.</param>
/// <param name="Target">The absolute path inside the sandbox.</param>
/// <param name="IsReadOnly">Whether the sandbox can only read it.</param>
public sealed record SandboxMount(string Source, string Target, bool IsReadOnly = true);
