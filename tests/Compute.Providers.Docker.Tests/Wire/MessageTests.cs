using System.Text.Json;
using Compute.Providers.Docker.Engine;
using Compute.Providers.Docker.Sandboxes;
using Compute.Providers.Docker.Wire;

namespace Compute.Providers.Docker.Tests.Wire;

/// <summary>What is sent to an engine, to the letter.</summary>
public sealed class MessageTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Theory]
    [InlineData("1.41", "v1.41")]
    [InlineData("1.56", "v1.56")]
    [InlineData("1.99", "v1.56")]
    public void The_older_version_of_the_two_is_spoken(string engine, string spoken) => Assert.Equal(spoken, VersionHandler.Negotiate(engine));

    [Theory]
    [InlineData(null)]
    [InlineData("2.0")]
    [InlineData("1.x")]
    [InlineData("1")]
    public void What_is_no_version_of_the_API_is_a_fault(string? engine) => Assert.Throws<ProviderFaultException>(() => VersionHandler.Negotiate(engine));

    [Theory]
    [InlineData("dockerd, created", """{"Running":false,"ExitCode":null,"CanRemove":false,"Pid":0}""", false)]
    [InlineData("dockerd, running", """{"Running":true,"ExitCode":null,"CanRemove":false,"Pid":4933}""", false)]
    [InlineData("dockerd, ended", """{"Running":false,"ExitCode":0,"CanRemove":false,"Pid":4933}""", true)]
    [InlineData("dockerd, not startable", """{"Running":false,"ExitCode":127,"CanRemove":false,"Pid":0}""", true)]
    [InlineData("Podman, created", """{"Running":false,"ExitCode":0,"CanRemove":false,"Pid":0}""", false)]
    [InlineData("Podman, running", """{"Running":true,"ExitCode":0,"CanRemove":false,"Pid":4805}""", false)]
    [InlineData("Podman, ended", """{"Running":false,"ExitCode":0,"CanRemove":true,"Pid":0}""", true)]
    public void A_command_that_does_not_run_yet_has_not_ended(string engine, string described, bool hasEnded) => Assert.True(
        hasEnded == JsonSerializer.Deserialize(described, WireJson.Default.ExecDetails)!.HasEnded, engine);

    [Fact]
    public void GPUs_are_requested_by_their_number()
    {
        var body = Body(new DockerCreate { Resources = new SandboxResources { Gpus = 2 } });
        Assert.Equal("""[{"Count":2,"Capabilities":[["gpu"]]}]""", Json(body).GetProperty("HostConfig").GetProperty("DeviceRequests").GetRawText());
    }

    [Fact]
    public void Limits_are_in_the_engines_units_and_memory_has_no_swap_on_top()
    {
        var host = Json(Body(new DockerCreate { Resources = new SandboxResources { Cpus = 1.5, MemoryBytes = 1 << 20, MaxProcesses = 7 } })).GetProperty("HostConfig");
        Assert.Equal(1_500_000_000, host.GetProperty("NanoCpus").GetInt64());
        Assert.Equal(1 << 20, host.GetProperty("Memory").GetInt64());
        Assert.Equal(1 << 20, host.GetProperty("MemorySwap").GetInt64());
        Assert.Equal(7, host.GetProperty("PidsLimit").GetInt64());
        Assert.False(host.TryGetProperty("StorageOpt", out _));
    }

    [Fact]
    public void Ports_are_published_on_the_loopback_with_a_port_of_the_engines_choice()
    {
        var body = Json(Body(new DockerCreate { Ports = [80, 80] }));
        Assert.Equal("""{"80/tcp":[{"HostIp":"127.0.0.1","HostPort":""}]}""", body.GetProperty("HostConfig").GetProperty("PortBindings").GetRawText());
        Assert.Equal("""{"80/tcp":{}}""", body.GetProperty("ExposedPorts").GetRawText());
    }

    [Fact]
    public void Ports_without_a_network_are_refused() => Assert.Throws<UnsupportedOptionException>(
        () => Body(new DockerCreate { Ports = [80], Network = NetworkPolicy.None }));

    [Fact]
    public void A_profile_itself_is_refused_where_an_engine_takes_a_path()
    {
        Assert.Equal("{}", new EngineQuirks(false).Seccomp("{}", runtime: null));
        Assert.Equal("unconfined", new EngineQuirks(true).Seccomp("unconfined", runtime: null));
        Assert.Throws<UnsupportedOptionException>(() => new EngineQuirks(true).Seccomp(" {}", runtime: null));
    }

    [Fact]
    public void A_profile_is_refused_where_a_runtime_with_a_kernel_of_its_own_would_pass_it_over()
    {
        Assert.Equal("{}", new EngineQuirks(false).Seccomp("{}", "runc"));
        Assert.Throws<UnsupportedOptionException>(() => new EngineQuirks(false).Seccomp("{}", "runsc"));
    }

    [Fact]
    public void Labels_are_told_as_they_were_given_whatever_the_image_adds()
    {
        var labels = SandboxLabels.Of("image", Body(new DockerCreate()).HostConfig, new DockerCreate { Labels = new Dictionary<string, string> { ["a,b"] = "1" }, Lifetime = TimeSpan.FromMinutes(1) }, Now);
        labels["of.the.image"] = "2";
        Assert.Equal(new Dictionary<string, string> { ["a,b"] = "1" }, SandboxLabels.Own(labels));
        Assert.Equal(Now.AddMinutes(1), SandboxLabels.ExpiresAt(labels));
        Assert.Null(SandboxLabels.Own(new Dictionary<string, string> { ["x"] = "y" }));
    }

    [Fact]
    public void A_branch_is_run_as_its_source()
    {
        var source = Body(new DockerCreate { Resources = new SandboxResources { Cpus = 0.5 }, Network = NetworkPolicy.None });
        var sandbox = new DockerSandbox { Id = "x", CreatedAt = Now, Status = SandboxStatus.Running };
        var branch = ContainerBody.OfBranch("snapshot", sandbox, new ContainerConfig("image", null, null, source.Labels), new Dictionary<string, string> { ["of"] = "branch" }, Now);
        Assert.Equal(JsonSerializer.Serialize(source.HostConfig, WireJson.Default.HostConfig), JsonSerializer.Serialize(branch.HostConfig, WireJson.Default.HostConfig));
        Assert.Equal(new Dictionary<string, string> { ["of"] = "branch" }, SandboxLabels.Own(branch.Labels));
    }

    private static CreateContainer Body(DockerCreate options) =>
        ContainerBody.Of("image", "image", options, new DockerCreateOptions(), new DockerOptions(), new EngineQuirks(false), Now);

    private static JsonElement Json(CreateContainer body) => JsonSerializer.SerializeToElement(body, WireJson.Default.CreateContainer);
}
