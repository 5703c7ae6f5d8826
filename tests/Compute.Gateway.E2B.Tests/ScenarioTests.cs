using Compute.Gateway.E2B.Tests.Serving;

namespace Compute.Gateway.E2B.Tests;

/// <summary>Sandboxes: create, connect, list, describe, end.</summary>
public sealed class SandboxScenarios
{
    private const string Name = "sandbox";

    private static readonly ScenarioFile File = new(Name, ServedOnce.GetAsync);

    public static TheoryData<string> Scenarios => new(ScenarioFile.Names(Name));

    [Theory]
    [MemberData(nameof(Scenarios))]
    public Task Passes(string scenario) => File.PassAsync(scenario);
}
