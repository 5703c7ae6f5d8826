namespace Compute.Framework;

/// <summary>Paths in a sandbox: always with <c>/</c>, whatever this machine uses.</summary>
internal static class SandboxPath
{
    /// <summary>Whether a name is that of an entry of a directory, and leads nowhere else.</summary>
    public static bool IsPlainName(string name) => name is not ("" or "." or "..") && name.AsSpan().IndexOfAny('/', '\0') < 0;

    /// <summary>A directory's path with a name added.</summary>
    public static string Combine(string directory, string name) => directory.EndsWith('/') ? directory + name : $"{directory}/{name}";
}
