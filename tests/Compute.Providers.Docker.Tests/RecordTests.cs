using Compute.Tests.Shared;

namespace Compute.Providers.Docker.Tests;

/// <summary>The package's records are compared by what their collections hold.</summary>
public sealed class RecordTests
{
    [Fact]
    public void Collections_of_records_are_compared_by_content()
    {
        var collections = RecordContent.Collections(typeof(DockerProvider).Assembly);

        Assert.Contains(collections, property => property.Name == nameof(DockerCreateOptions.WaitFor));
        Assert.Contains(collections, property => property.Name == nameof(DockerSandbox.Ports));
        Assert.All(collections, property => Assert.Null(RecordContent.Problem(property)));
    }

    [Fact]
    public void Options_that_ask_for_the_same_are_equal()
    {
        Assert.Equal(Options("curl", 80, "ready"), Options("curl", 80, "ready"));
        Assert.Equal(Options("curl", 80, "ready").GetHashCode(), Options("curl", 80, "ready").GetHashCode());
        Assert.Equal(new CreateSandboxOptions().With(Options("curl", 80, "ready")), new CreateSandboxOptions().With(Options("curl", 80, "ready")));
        Assert.NotEqual(Options("curl", 80, "ready"), Options("wget", 80, "ready"));
        Assert.NotEqual(Options("curl", 80, "ready"), Options("curl", 81, "ready"));
        Assert.NotEqual(Options("curl", 80, "ready"), Options("curl", 80, "steady"));
        Assert.NotEqual(WaitFor.Command(["test", "-e", "a"]), WaitFor.Command(["test", "-e", "b"]));
        Assert.NotEqual(WaitFor.Port(80), WaitFor.Port(80, TimeSpan.FromSeconds(5)));
        Assert.NotEqual(WaitFor.LogLine("80"), WaitFor.Port(80));
    }

    private static DockerCreateOptions Options(string program, int port, string line) => new()
    {
        Command = [program, "--serve"],
        HealthCheck = new HealthCheckSpec([program, "http://127.0.0.1/"], TimeSpan.FromSeconds(1)),
        WaitFor = [WaitFor.Port(port), WaitFor.LogLine(line), WaitFor.Command([program, "-V"])],
    };
}
