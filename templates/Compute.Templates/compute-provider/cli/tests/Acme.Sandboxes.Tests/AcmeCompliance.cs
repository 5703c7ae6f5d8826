using AcmeSandboxes.Tests.Fake;
using Compute.Framework;
using Compute.Framework.Testing;

namespace AcmeSandboxes.Tests;

/// <summary>The compiler writes one test for each compliance case.</summary>
[ComplianceTests(typeof(AcmeProvider))]
public partial class AcmeCompliance
{
    private static ComplianceSettings Settings { get; } = new() { Secrets = [FakeTool.ApiKey] };

    /// <summary>The provider over the fake tool. Delete this method to test with the real one, with <c>ACME_API_KEY</c> set.</summary>
    private static ISandboxProvider CreateProvider() => AcmeProvider.Create(new AcmeOptions
    {
        Tool = FakeTool.Current.Path,
        ApiKey = FakeTool.ApiKey,
        StateDirectory = FakeTool.Current.StateDirectory,
    });
}
