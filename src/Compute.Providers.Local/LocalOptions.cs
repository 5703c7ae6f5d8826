using Compute.Framework;
using Compute.Framework.Authoring;

namespace Compute.Providers.Local;

/// <summary>The settings of <see cref="LocalProvider"/>; the defaults are enough.</summary>
[ProviderSettings(EnvironmentPrefix = "COMPUTE_LOCAL")]
public sealed partial record LocalOptions
{
    /// <summary>
    /// The directory that holds the sandboxes, an absolute path; created with mode 0700. Providers with the same directory, in this
    /// process or another, see the same sandboxes. By default a directory of the current user's.
    /// </summary>
    public string StateDirectory { get; init; } = DefaultStateDirectory();

    /// <summary>How far new sandboxes are kept apart from the machine.</summary>
    public LocalIsolation Isolation { get; init; } = LocalIsolation.Auto;

    private static string DefaultStateDirectory()
    {
        var data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        return data.Length == 0
            ? Path.Combine(Path.GetTempPath(), $"compute-framework-{Environment.UserName}", "local")
            : Path.Combine(data, "compute-framework", "local");
    }
}
