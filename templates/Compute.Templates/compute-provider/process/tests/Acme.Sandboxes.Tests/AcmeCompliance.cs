using Compute.Framework;
using Compute.Framework.Testing;
using Xunit;

[assembly: AssemblyFixture(typeof(AcmeSandboxes.Tests.SandboxDirectory))]

namespace AcmeSandboxes.Tests;

/// <summary>The compiler writes one test for each compliance case.</summary>
[ComplianceTests(typeof(AcmeProvider))]
public partial class AcmeCompliance
{
    private static ISandboxProvider CreateProvider() => AcmeProvider.Create(new AcmeOptions { Directory = SandboxDirectory.Current.FullName });
}

/// <summary>A directory for the length of the test run.</summary>
public sealed class SandboxDirectory : IDisposable
{
    /// <summary>The directory of the tests that run now.</summary>
    public static DirectoryInfo Current { get; } = Directory.CreateTempSubdirectory("acme-tests-");

    /// <inheritdoc/>
    public void Dispose() => Current.Delete(recursive: true);
}
