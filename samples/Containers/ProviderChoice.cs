using Compute.Framework;
using Compute.Providers.Docker;
using Compute.Providers.Local;

namespace Containers;

/// <summary>Which provider the command line asks for. This is the only place that knows more than one.</summary>
internal sealed class ProviderChoice : IDisposable
{
    public const string Usage = "Containers local | docker [image] | podman [image]";

    private const string DefaultImage = "docker.io/library/python:3-alpine";
    private const string UserSocket = "podman/podman.sock";

    private readonly string _name;
    private readonly string _image;
    private DirectoryInfo? _state;

    private ProviderChoice(string name, string image)
    {
        _name = name;
        _image = image;
    }

    public static ProviderChoice? Parse(string[] arguments) => arguments switch
    {
        ["local"] => new(arguments[0], ""),
        ["docker" or "podman"] => new(arguments[0], DefaultImage),
        ["docker" or "podman", var image] => new(arguments[0], image),
        _ => null,
    };

    public ISandboxProvider Create() => _name switch
    {
        "local" => LocalProvider.Create(
            new LocalOptions { StateDirectory = (_state = Directory.CreateTempSubdirectory("compute-containers-")).FullName }),
        "podman" => DockerProvider.Create(new DockerOptions { Host = PodmanHost(), DefaultImage = _image }),
        _ => DockerProvider.Create(new DockerOptions { Host = Read("DOCKER_HOST"), DefaultImage = _image }),
    };

    public void Dispose() => _state?.Delete(recursive: true);

    /// <summary>Podman says where it is by <c>CONTAINER_HOST</c>; otherwise the user's own service, then the machine's.</summary>
    private static Uri PodmanHost()
    {
        var own = Path.Combine(Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") ?? "/run", UserSocket);
        return Read("CONTAINER_HOST") ?? new Uri("unix://" + (File.Exists(own) ? own : "/run/" + UserSocket));
    }

    private static Uri? Read(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? new Uri(value) : null;
}
