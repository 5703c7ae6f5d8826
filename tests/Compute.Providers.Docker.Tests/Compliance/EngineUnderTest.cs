using Compute.Framework.Testing;

namespace Compute.Providers.Docker.Tests;

/// <summary>What the compliance suite is told about an engine: the test images, and a proxy that can lose an answer.</summary>
internal sealed class EngineUnderTest(TestEngine engine)
{
    /// <summary>What no machine of the tests has; the options are refused by the engine there.</summary>
    private static readonly Dictionary<string, string> NotOnMachines = new()
    {
        ["options/create-disk"] = "The engines' storage has no quotas on this machine (overlay limits a container's disk on xfs with pquota only).",
        ["options/create-gpus"] = "This machine has no GPU.",
    };

    /// <summary>What dockerd has no network for where it runs in the machine's own, which it must not touch.</summary>
    private static readonly Dictionary<string, string> NotInDocker = TestEngine.HasDockerNetwork ? NotOnMachines : new(NotOnMachines)
    {
        ["network/endpoint"] = "The private dockerd has no default network that could publish a port.",
        ["network/endpoint-stable"] = "The private dockerd has no default network that could publish a port.",
        ["networks/internal"] = "dockerd separates internal networks by iptables, which the private one runs without.",
    };

    private const string NoClients =
        "gVisor uses the engine's sockets here, for its own network does not start on newer kernels; what is received inside fails with EAGAIN at random.";

    /// <summary>What gVisor does not show inside; <see cref="GVisorTests"/> sees it from outside.</summary>
    private static readonly Dictionary<string, string> NeverInGVisor = new()
    {
        ["options/create-cpus"] = "gVisor's clock of processor time inside is the wall clock while a thread could run.",
        ["options/create-max-processes"] = "The limit counts gVisor's own threads: with 16 it cannot start, and the engine refuses the sandbox.",
        ["options/create-security"] = "gVisor's /proc does not tell NoNewPrivs.",
    };

    private static readonly Dictionary<string, string> NotInGVisor = new(NotInDocker)
    {
        ["networks/shared"] = NoClients,
        ["networks/internal"] = NoClients,
    };

    /// <summary>While this file is there, the health check fails.</summary>
    private const string IllPath = "/tmp/ill";

    private static readonly TemplateSample Recipes = new()
    {
        RecipeName = "Dockerfile",
        Recipe = $"FROM {TestEngine.Image}\nCOPY evidence /etc/evidence\n",
        BrokenRecipe = $"FROM {TestEngine.Image}\nCOPY missing /etc/missing\n",
        ArgumentRecipe = $"FROM {TestEngine.Image}\nARG SOURCE\nCOPY $SOURCE /etc/evidence\n",
        EvidencePath = "/etc/evidence",
    };

    private readonly Lazy<AnswerLosingProxy> _proxy = new(() =>
    {
        var proxy = new AnswerLosingProxy(engine.Host!);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => proxy.Dispose();
        return proxy;
    });

    public ComplianceSettings Settings => new()
    {
        Image = new OriginSample(TestEngine.OtherImage, "/etc/image", TestEngine.OtherImage),
        // The lifetime begins before the engine does; on a busy machine it takes seconds to make a container.
        ShortLifetime = TimeSpan.FromSeconds(10),
        // Three engines are tested at once; what waits for the processor longer than for the engine only times out.
        MaxParallelCases = 2,
        // gVisor takes seconds for a command while all of that happens, and a case may have hundreds.
        CaseTimeout = TimeSpan.FromMinutes(15),
        LoseNextCreateResponse = cancellationToken => _proxy.Value.LoseNextCreateResponseAsync(cancellationToken),
        TemplateBuild = Recipes,
        HealthCheck = new HealthSample(HealthChecked, (sandbox, cancellationToken) => sandbox.Files.WriteAllTextAsync(IllPath, "ill", cancellationToken)),
        NotApplicable = engine.Runtime is null ? new Dictionary<string, string>() : NeverInGVisor,
        NotHere = engine == TestEngine.Podman ? NotOnMachines : engine.Runtime is null ? NotInDocker : NotInGVisor,
        MustBeAvailable = Needed.IsRequired,
        ReachesOutside = TestEngine.Outside is null ? null : ReachesOutsideAsync,
        ReadName = (sandbox, _) => Task.FromResult(((DockerProvider.Sandbox)sandbox).Native.Name),
    };

    public ISandboxProvider CreateProvider() =>
        engine.Missing is { } reason ? throw new ProviderConfigurationException(reason) : engine.CreateProvider(_proxy.Value.Address);

    private static async Task<bool> ReachesOutsideAsync(ISandbox sandbox, CancellationToken cancellationToken) =>
        (await sandbox.RunAsync(Command.Create("timeout", "3", "wget", "-q", "-O", "-", TestEngine.Outside!), cancellationToken)).StandardOutputText == "outside\n";

    private CreateSandboxOptions HealthChecked(CreateSandboxOptions options)
    {
        if (engine == TestEngine.Podman)
        {
            HealthTimer.Start(engine.Host!);
        }

        return options.With(new DockerCreateOptions { HealthCheck = new HealthCheckSpec(["/bin/sh", "-c", $"! test -e {IllPath}"], TimeSpan.FromSeconds(1), Retries: 1) });
    }
}
