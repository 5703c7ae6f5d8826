using System.Reflection;
using System.Runtime.CompilerServices;

namespace Compute.Framework.Packages.Tests;

/// <summary>Where this repository is, and how it was built.</summary>
internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Here(), "..", "..", ".."));

    public static string Project { get; } = Path.GetFullPath(Path.Combine(Here(), ".."));

    public static string Configuration { get; } = typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "Configuration").Value!;

    /// <summary>The packages that the repository makes: one a project.</summary>
    public static IReadOnlyList<string> PackageIds { get; } =
    [
        .. new[] { "src", "templates" }
            .SelectMany(folder => Directory.EnumerateDirectories(Path.Combine(Root, folder)))
            .Select(Path.GetFileName)
            .OfType<string>()
            .Where(name => File.Exists(Path.Combine(Root, "src", name, name + ".csproj")) || File.Exists(Path.Combine(Root, "templates", name, name + ".csproj")))
            .Order(StringComparer.Ordinal),
    ];

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
