namespace Compute.Framework;

/// <summary>A directory from outside, shown inside a sandbox.</summary>
/// <param name="Source">The directory outside: an absolute path on the provider's machine, or a volume's name.</param>
/// <param name="Target">The absolute path inside.</param>
/// <param name="IsReadOnly">Whether the sandbox may only read.</param>
public sealed record SandboxMount(string Source, string Target, bool IsReadOnly = true);
