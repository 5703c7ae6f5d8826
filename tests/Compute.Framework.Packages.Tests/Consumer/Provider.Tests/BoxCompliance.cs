using Compute.Framework.Testing;

namespace Consumer.Tests;

[ComplianceTests(typeof(BoxProvider))]
public partial class BoxCompliance;
