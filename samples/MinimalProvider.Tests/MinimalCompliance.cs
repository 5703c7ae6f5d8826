using Compute.Framework.Testing;

namespace MinimalProvider.Tests;

/// <summary>The compiler writes one test for each compliance case.</summary>
[ComplianceTests(typeof(MinimalSandboxProvider))]
public partial class MinimalCompliance;
