using AcmeSandboxes.Tests.Fake;
using Compute.Framework;
using Compute.Framework.Testing;

namespace AcmeSandboxes.Tests;

/// <summary>The compiler writes one test for each compliance case.</summary>
[ComplianceTests(typeof(AcmeProvider))]
public partial class AcmeCompliance
{
    /// <summary>The first try and all of its retries, so that the creation fails and has to be cleaned up.</summary>
    private const int EveryTry = 4;

    private static ComplianceSettings Settings { get; } = new()
    {
        LoseNextCreateResponse = _ =>
        {
            AcmeServer.Current.LoseCreateAnswers(EveryTry);
            return Task.CompletedTask;
        },
        Secrets = [AcmeServer.ApiKey],
        NotApplicable = new Dictionary<string, string> { ["files/names-not-utf8"] = "The service takes paths and arguments as text, which is UTF-8." },
    };

    /// <summary>The provider against the fake service. Delete this method to test against the real one, with <c>ACME_API_KEY</c> set.</summary>
    private static ISandboxProvider CreateProvider() => AcmeProvider.Create(new AcmeOptions
    {
        ApiKey = AcmeServer.ApiKey,
        BaseUrl = AcmeServer.Current.BaseUrl,
    });
}
