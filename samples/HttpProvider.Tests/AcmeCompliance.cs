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

    /// <summary>The first try and all of its retries lose their answer, so that the creation fails and has to be cleaned up.</summary>
    private const int EveryTry = 4;

    private static ComplianceSettings Settings { get; } = new()
    {
        LoseNextCreateAnswer = async _ => (await Server.Value).LoseCreateAnswers(EveryTry),
        Secrets = [ApiKey],
    };

    private static async Task<ISandboxProvider> CreateProvider() =>
        AcmeProvider.Create(new AcmeOptions { ApiKey = ApiKey, BaseUrl = (await Server.Value).BaseUrl });
}
