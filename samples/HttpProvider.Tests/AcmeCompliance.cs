using Compute.Framework;
using Compute.Framework.Testing;

namespace Acme.Tests;

/// <summary>Every compliance case against the sample's server, which refuses requests and loses answers now and then.</summary>
[ComplianceTests(typeof(AcmeProvider))]
public partial class AcmeCompliance
{
    /// <summary>The first try and all of its retries lose their answer, so that the creation fails and has to be cleaned up.</summary>
    private const int EveryTry = 4;

    private static ComplianceSettings Settings { get; } = new()
    {
        LoseNextCreateResponse = _ =>
        {
            AcmeServerFixture.Server.LoseCreateAnswers(EveryTry);
            return Task.CompletedTask;
        },
        Secrets = [AcmeServerFixture.ApiKey],
        NotApplicable = new Dictionary<string, string> { ["files/names-not-utf8"] = "The service takes paths and arguments as text, which is UTF-8." },
    };

    private static ISandboxProvider CreateProvider() => AcmeProvider.Create(new AcmeOptions
    {
        ApiKey = AcmeServerFixture.ApiKey,
        BaseUrl = AcmeServerFixture.Server.BaseUrl,
    });
}
