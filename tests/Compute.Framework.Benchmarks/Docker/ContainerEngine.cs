using Compute.Providers.Docker;

namespace Compute.Framework.Benchmarks;

/// <summary>An engine that <c>tests/engines/engines.sh</c> started, seen through the provider and through its command line.</summary>
internal sealed class ContainerEngine
{
    private const string NotStarted = "no engine was started: run by `tests/engines/engines.sh run`";

    private readonly string[] _client;

    private ContainerEngine(string name, string variable, double execFaster, params string[] client)
    {
        Name = name;
        ExecFaster = execFaster;
        var host = Read($"{variable}_HOST");
        WhyNot = host is null ? Read($"{variable}_MISSING") ?? NotStarted : null;
        Host = host is null ? null : new Uri(host);
        _client = client;
    }

    public static string Image => Read("COMPUTE_TEST_IMAGE") ?? "";

    public string Name { get; }

    /// <summary>How many times faster than the command line one command is to be.</summary>
    public double ExecFaster { get; }

    /// <summary>Why it cannot be measured; null when it can.</summary>
    public string? WhyNot { get; }

    private Uri? Host { get; }

    public static IReadOnlyList<ContainerEngine> All()
    {
        // Podman's command line has no daemon: it works on the same storage as the service, like that of any user of this engine.
        Environment.SetEnvironmentVariable("CONTAINERS_CONF", Read("COMPUTE_TEST_PODMAN_CONFIG"));
        Environment.SetEnvironmentVariable("CONTAINERS_STORAGE_CONF", Read("COMPUTE_TEST_PODMAN_STORAGE"));
        var docker = File.Exists("/usr/bin/docker") ? "/usr/bin/docker" : "docker";
        return
        [
            new("Podman", "COMPUTE_TEST_PODMAN", 1.7, "podman"),
            new("dockerd", "COMPUTE_TEST_DOCKER", 3, docker, "-H", Read("COMPUTE_TEST_DOCKER_HOST") ?? ""),
        ];
    }

    public ISandboxProvider<DockerProvider.Sandbox> CreateProvider(bool shellSessions = true) =>
        DockerProvider.Create(new DockerOptions { Host = Host, DefaultImage = Image, ShellSessions = shellSessions });

    public BareCalls CreateBareCalls() => new(Host!);

    /// <summary>Runs the engine's command line to its end.</summary>
    public Task RunAsync(params string[] arguments) => RawProcess.RunAsync(_client[0], [.. _client[1..], .. arguments]);

    /// <summary>Reads the output of the engine's command line and throws it away; returns how many bytes came.</summary>
    public long Read(params string[] arguments) => RawProcess.Read(_client[0], [.. _client[1..], .. arguments]);

    private static string? Read(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;
}
