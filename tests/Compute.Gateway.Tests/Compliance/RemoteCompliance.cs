using Compute.Framework.Testing;
using Compute.Gateway.Tests.Serving;
using Compute.Providers.Local;
using Compute.Providers.Remote;

namespace Compute.Gateway.Tests.Compliance;

/// <summary>Every compliance case through a gateway over plain processes.</summary>
[ComplianceTests(typeof(RemoteProvider))]
public partial class ProcessCompliance
{
    private static ComplianceSettings Settings { get; } = ServedOnce.SettingsOf(LocalIsolation.Process);

    private static ISandboxProvider CreateProvider() => ServedOnce.Of(LocalIsolation.Process).Connect(ServedOnce.Key);
}

/// <summary>Every compliance case through a gateway over Linux namespaces.</summary>
[ComplianceTests(typeof(RemoteProvider))]
public partial class NamespacesCompliance
{
    private static ComplianceSettings Settings { get; } = ServedOnce.SettingsOf(LocalIsolation.Namespaces);

    private static ISandboxProvider CreateProvider() => ServedOnce.Of(LocalIsolation.Namespaces).Connect(ServedOnce.Key);
}
