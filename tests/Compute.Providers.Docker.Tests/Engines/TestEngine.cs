namespace Compute.Providers.Docker.Tests;

/// <summary>An engine, and a runtime of it, that the tests run against; <c>tests/engines/engines.sh</c> starts it and says where it is.</summary>
public sealed record TestEngine
{
    private const string NotStarted = "no engine was started for the tests: run them by tests/engines/engines.sh run, or by ./test.sh";

    private TestEngine(string name, string variable, string? runtime = null)
    {
        Name = name;
        Runtime = runtime;
        Host = Read($"{variable}_HOST") is { } host ? new Uri(host) : null;
        Missing = Host is null ? Read($"{variable}_MISSING") ?? NotStarted : null;
        if (runtime is not null && Missing is null && Read($"COMPUTE_TEST_{runtime.ToUpperInvariant()}") is null)
        {
            Missing = Read($"COMPUTE_TEST_{runtime.ToUpperInvariant()}_MISSING") ?? $"{runtime} was not tried";
        }
    }

    public static TestEngine Podman { get; } = new("podman", "COMPUTE_TEST_PODMAN");

    public static TestEngine Docker { get; } = new("docker", "COMPUTE_TEST_DOCKER");

    public static TestEngine GVisor { get; } = new("gvisor", "COMPUTE_TEST_DOCKER", "runsc");

    /// <summary>The names, as data of a theory.</summary>
    public static TheoryData<string> All => [Podman.Name, Docker.Name, GVisor.Name];

    /// <summary>One name an engine, as data of a theory.</summary>
    public static TheoryData<string> Engines => [Podman.Name, Docker.Name];

    public static string Image => Read("COMPUTE_TEST_IMAGE") ?? "localhost/compute-test:base";

    public static string OtherImage => Read("COMPUTE_TEST_OTHER_IMAGE") ?? "localhost/compute-test:other";

    /// <summary>Whether dockerd has a bridge and firewall rules; it must not touch the machine's own network for them.</summary>
    public static bool HasDockerNetwork => Read("COMPUTE_TEST_DOCKER_NETWORK") is not null;

    /// <summary>A page that networks with a way out lead to; null where the engines are in the machine's own network.</summary>
    public static string? Outside => Read("COMPUTE_TEST_OUTSIDE");

    public string Name { get; }

    /// <summary>The OCI runtime; the engine's default when null.</summary>
    public string? Runtime { get; }

    public Uri? Host { get; }

    /// <summary>Why it cannot be used here; null when it can.</summary>
    public string? Missing { get; }

    /// <summary>The engine of this name; the test that asks is skipped where it cannot be used.</summary>
    public static TestEngine Needed(string name)
    {
        var engine = name switch
        {
            "podman" => Podman,
            "docker" => Docker,
            "gvisor" => GVisor,
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such engine."),
        };
        if (engine.Missing is { } reason)
        {
            global::Compute.Tests.Shared.Needed.Missing(name, reason);
        }

        return engine;
    }

    public DockerOptions Options(Uri? host = null) => new()
    {
        Host = host ?? Host ?? throw new ProviderConfigurationException(Missing ?? NotStarted),
        Runtime = Runtime,
        DefaultImage = Image,
    };

    public ISandboxProvider<DockerProvider.Sandbox> CreateProvider(Uri? host = null) => DockerProvider.Create(Options(host));

    private static string? Read(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;
}
