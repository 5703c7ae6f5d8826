using System.Globalization;
using System.Runtime.Versioning;
using Compute.Providers.Local.Native;
using Compute.Providers.Local.State;

namespace Compute.Providers.Local.Isolation;

/// <summary>What a sandbox with namespaces sees, in bubblewrap's own arguments.</summary>
[SupportedOSPlatform("linux")]
internal static class BubblewrapArguments
{
    public const string Workspace = "/workspace";
    public const string Temporary = "/tmp";

    /// <summary>The user that commands are inside, and its group.</summary>
    public const int UserId = 1000;

    /// <summary>What every other user and group of this machine is inside.</summary>
    public const int OverflowId = 65534;

    private static readonly string[] SystemDirectories = ["/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"];

    /// <summary>What programs need of <c>/etc</c>; nothing that is secret or names the machine's users.</summary>
    private static readonly string[] Settings =
    [
        "/etc/alternatives", "/etc/ld.so.cache", "/etc/ssl", "/etc/ca-certificates", "/etc/pki", "/etc/localtime", "/etc/services",
        "/etc/protocols",
        "/etc/nsswitch.conf",
    ];

    private static readonly string[] NetworkSettings = ["/etc/resolv.conf", "/etc/hosts", "/etc/host.conf", "/etc/gai.conf"];

    private static readonly string[] Devices = ["null", "zero", "full", "random", "urandom", "tty"];

    private static readonly Lazy<IReadOnlyList<string>> System = new(BindSystem);

    public static List<string> Build(StateDirectory state, SandboxRecord record, SandboxPaths paths, string identity)
    {
        // The user inside is this process's user outside. As it is not user 0, programs that are started have no capabilities.
        var user = UserId.ToString(CultureInfo.InvariantCulture);
        var arguments = new List<string>
        {
            "--unshare-user", "--unshare-pid", "--unshare-ipc", "--unshare-uts", "--uid", user, "--gid", user,
            "--hostname", "sandbox", "--clearenv", "--setenv", "COMPUTE_SANDBOX_ID", record.Id, "--new-session",
        };
        if (!record.HasNetwork)
        {
            arguments.Add("--unshare-net");
        }

        arguments.AddRange(System.Value);
        if (record.HasNetwork
            || record.Mounts.Exists(mount => Path.GetFullPath(mount.Target).StartsWith("/etc/", StringComparison.Ordinal)))
        {
            // One by one: those of the network change while the sandbox runs, and a mount needs an /etc that can be added to.
            arguments.AddRange(ReadOnly(Settings));
            arguments.AddRange(record.HasNetwork ? ReadOnly(NetworkSettings) : []);
            arguments.AddRange(
                ["--ro-bind", Path.Combine(identity, "passwd"), "/etc/passwd", "--ro-bind", Path.Combine(identity, "group"), "/etc/group"]);
        }
        else
        {
            arguments.AddRange(["--ro-bind", SandboxSettings.Ensure(state, Settings, identity), "/etc"]);
        }

        arguments.AddRange(["--proc", "/proc"]);
        arguments.AddRange(MakeDevices());
        arguments.AddRange(["--bind", paths.Temporary, Temporary, "--symlink", Temporary, "/var/tmp", "--dir", "/home", "--dir", "/run"]);
        arguments.AddRange(["--bind", paths.Workspace, Workspace]);
        foreach (var mount in record.Mounts)
        {
            arguments.AddRange([mount.IsReadOnly ? "--ro-bind" : "--bind", mount.Source, mount.Target]);
        }

        arguments.AddRange(["--remount-ro", "/", "--chdir", "/"]);
        return arguments;
    }

    private static List<string> BindSystem()
    {
        var arguments = new List<string>();
        foreach (var directory in SystemDirectories)
        {
            if (new DirectoryInfo(directory).LinkTarget is { } target)
            {
                arguments.AddRange(["--symlink", target, directory]);
            }
            else if (Directory.Exists(directory))
            {
                arguments.AddRange(["--ro-bind", directory, directory]);
            }
        }

        return arguments;
    }

    private static IEnumerable<string> ReadOnly(IEnumerable<string> paths) =>
        paths.Where(Path.Exists).SelectMany(path => new[] { "--ro-bind", path, path });

    /// <summary>Pseudo-terminals make bubblewrap nest two user namespaces, which only root can enter later.</summary>
    private static IEnumerable<string> MakeDevices() => Libc.geteuid() == 0
        ? ["--dev", "/dev"]
        : Devices.Where(device => Path.Exists("/dev/" + device)).SelectMany(
            device => new[] { "--dev-bind", "/dev/" + device, "/dev/" + device })
            .Concat(["--symlink", "/proc/self/fd", "/dev/fd", "--symlink", "/proc/self/fd/0", "/dev/stdin", "--symlink", "/proc/self/fd/1",
                "/dev/stdout",
                "--symlink", "/proc/self/fd/2", "/dev/stderr", "--tmpfs", "/dev/shm"]);
}
