using Acme.Server;
using Compute.Framework;
using Compute.Framework.Testing;

namespace Acme.Tests;

/// <summary>Every compliance case against the sample's server, which refuses requests and loses answers now and then.</summary>
[ComplianceTests(typeof(AcmeProvider))]
public partial class AcmeCompliance
{
    private const string ApiKey = "acme_test-key";

    private static readonly Lazy<Task<AcmeServer>> Server = new(() => AcmeServer.StartAsync(ApiKey));

    private static async Task<ISandboxProvider> CreateProvider() =>
        AcmeProvider.Create(new AcmeOptions { ApiKey = ApiKey, BaseUrl = (await Server.Value).BaseUrl });
}
