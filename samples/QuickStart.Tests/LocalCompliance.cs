using Compute.Framework;
using Compute.Framework.Testing;
using Compute.Providers.Local;

namespace QuickStart.Tests;

/// <summary>Every compliance case on plain processes.</summary>
[ComplianceTests(typeof(LocalProvider))]
public partial class ProcessCompliance
{
    private static ComplianceSettings Settings => TestProvider.Settings;

    private static ISandboxProvider CreateProvider() => TestProvider.Create(LocalIsolation.Process);
}

/// <summary>Every compliance case inside Linux namespaces; skipped with the reason where they are not to be had.</summary>
[ComplianceTests(typeof(LocalProvider))]
public partial class NamespacesCompliance
{
    private static ComplianceSettings Settings => TestProvider.Settings;

    private static ISandboxProvider CreateProvider() => TestProvider.Create(LocalIsolation.Namespaces);
}

/// <summary>Every compliance case through a wrapper that passes everything on.</summary>
[ComplianceTests(typeof(LocalProvider))]
public partial class PassThroughCompliance
{
    private static ComplianceSettings Settings => TestProvider.Settings;

    private static ISandboxProvider CreateProvider() =>
        TestProvider.Create(LocalIsolation.Process).AsBuilder().Use(inner => new PassThroughProvider(inner)).Build();
}

internal static class TestProvider
{
    private static readonly Lazy<DirectoryInfo> State = new(() =>
    {
        var state = Directory.CreateTempSubdirectory("compute-local-compliance-");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => state.Delete(recursive: true);
        return state;
    });

    public static ComplianceSettings Settings { get; } = new()
    {
        MustBeAvailable = Needed.IsRequired,
        ReadName = (sandbox, _) => Task.FromResult(sandbox.TryGet<LocalProvider.Sandbox>(out var own) ? own.Native.Name : null),
    };

    public static ISandboxProvider Create(LocalIsolation isolation) => LocalProvider.Create(new LocalOptions
    {
        StateDirectory = Path.Combine(State.Value.FullName, isolation.ToString()),
        Isolation = isolation,
    });
}
