namespace Compute.Providers.Docker.Tests;

/// <summary>What the compliance cases cannot see inside gVisor.</summary>
public sealed class GVisorTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Commands_run_on_gVisors_own_kernel()
    {
        await using var provider = TestEngine.Needed("gvisor").CreateProvider();
        await using var sandbox = await provider.CreateAsync(cancellationToken: Cancel);
        var kernel = await sandbox.RunAsync(Command.Create("dmesg"), Cancel);
        Assert.Contains("Starting gVisor", kernel.StandardOutputText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_engine_has_the_limits_and_the_security_profile_of_the_sandbox()
    {
        var engine = TestEngine.Needed("gvisor");
        await using var provider = engine.CreateProvider();
        await using var sandbox = await provider.CreateAsync(
            new CreateSandboxOptions
            {
                Resources = new SandboxResources { Cpus = 0.5, MemoryBytes = 512L << 20, MaxProcesses = 300 },
                Security = new SecurityProfile { NoNewPrivileges = true, DropCapabilities = ["ALL"], ReadOnlyRoot = true },
            },
            Cancel);
        using var raw = new RawEngine(engine.Host!);
        var host = (await raw.InspectAsync(sandbox.Id, Cancel))!.Value.GetProperty("HostConfig");
        Assert.Equal("runsc", host.GetProperty("Runtime").GetString());
        Assert.Equal(500_000_000, host.GetProperty("NanoCpus").GetInt64());
        Assert.Equal(512L << 20, host.GetProperty("Memory").GetInt64());
        Assert.Equal(300, host.GetProperty("PidsLimit").GetInt64());
        Assert.Contains("no-new-privileges", host.GetProperty("SecurityOpt").EnumerateArray().Select(option => option.GetString()));

        var status = await sandbox.RunAsync(Command.Shell("grep CapEff /proc/self/status; touch /x 2>/dev/null || echo refused; touch here && echo written"), Cancel);
        Assert.Contains("CapEff:\t0000000000000000", status.StandardOutputText, StringComparison.Ordinal);
        Assert.Contains("refused\nwritten", status.StandardOutputText, StringComparison.Ordinal);
    }
}
