using Compute.Framework.Testing;

namespace Compute.Providers.Docker.Tests;

/// <summary>Every compliance case on Podman.</summary>
[ComplianceTests(typeof(DockerProvider))]
public partial class PodmanCompliance
{
    private static readonly EngineUnderTest Engine = new(TestEngine.Podman);

    private static ComplianceSettings Settings => Engine.Settings;

    private static ISandboxProvider CreateProvider() => Engine.CreateProvider();
}

/// <summary>Every compliance case on dockerd with its default runtime.</summary>
[ComplianceTests(typeof(DockerProvider))]
public partial class DockerCompliance
{
    private static readonly EngineUnderTest Engine = new(TestEngine.Docker);

    private static ComplianceSettings Settings => Engine.Settings;

    private static ISandboxProvider CreateProvider() => Engine.CreateProvider();
}

/// <summary>Every compliance case on dockerd with gVisor.</summary>
[ComplianceTests(typeof(DockerProvider))]
public partial class GVisorCompliance
{
    private static readonly EngineUnderTest Engine = new(TestEngine.GVisor);

    private static ComplianceSettings Settings => Engine.Settings;

    private static ISandboxProvider CreateProvider() => Engine.CreateProvider();
}
