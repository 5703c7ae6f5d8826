namespace Compute.Framework.Benchmarks;

/// <summary>The comparison side of isolated sandboxes: bubblewrap as one would call it for one program, with the same walls.</summary>
internal static class RawBubblewrap
{
    private static readonly string[] SystemDirectories = ["/usr", "/bin", "/sbin", "/lib", "/lib64"];

    public static bool IsInstalled { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(directory => File.Exists(Path.Combine(directory, "bwrap")));

    /// <summary>Runs a program to its end in namespaces of its own, with a directory as its workspace.</summary>
    public static Task RunAsync(string workspace, string program) => RawProcess.RunAsync(
        "bwrap",
        [
            "--unshare-user", "--unshare-pid", "--unshare-ipc", "--unshare-uts", "--unshare-net", "--uid", "1000", "--gid", "1000",
            "--hostname", "sandbox", "--clearenv", "--setenv", "PATH", "/usr/bin:/bin", "--new-session", "--die-with-parent",
            .. SystemDirectories.SelectMany(Bind),
            "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", "--bind", workspace, "/workspace", "--remount-ro", "/", "--chdir", "/workspace",
            program,
        ]);

    private static string[] Bind(string directory) => new DirectoryInfo(directory).LinkTarget is { } target
        ? ["--symlink", target, directory]
        : Directory.Exists(directory) ? ["--ro-bind", directory, directory] : [];
}
