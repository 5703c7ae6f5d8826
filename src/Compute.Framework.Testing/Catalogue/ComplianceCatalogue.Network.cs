namespace Compute.Framework.Testing;

public static partial class ComplianceCatalogue
{
    private static ComplianceCaseInfo[] Network() =>
    [
        Case("network/endpoint", EndpointCases.Endpoint, Create("Ports"), Does(SandboxOperation.GetEndpoint)),
        Case("network/endpoint-stable", EndpointCases.EndpointStable),
        Case("network/endpoint-unlisted", EndpointCases.EndpointUnlisted),
        Case("network/port-impossible", EndpointCases.PortImpossible),
    ];
}
