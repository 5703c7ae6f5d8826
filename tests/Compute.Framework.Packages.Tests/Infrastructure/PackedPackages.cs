using System.IO.Compression;
using System.Security;
using System.Xml.Linq;

[assembly: AssemblyFixture(typeof(Compute.Framework.Packages.Tests.PackedPackages))]

namespace Compute.Framework.Packages.Tests;

/// <summary>All packages, packed once from what the build has made, in a feed outside the repository; it goes with the last test.</summary>
public sealed class PackedPackages : IAsyncLifetime
{
    private readonly DirectoryInfo _work = Directory.CreateTempSubdirectory("compute-packages-");

    /// <summary>A version that no package cache has seen.</summary>
    internal string Version { get; } = $"0.1.0-test.{DateTime.UtcNow:yyyyMMddHHmmssfff}";

    internal DotNet DotNet { get; private set; } = null!;

    private string Feed => Path.Combine(_work.FullName, "feed");

    public async ValueTask InitializeAsync()
    {
        // What the user has in the cache already need not be loaded again; what is restored here stays here.
        var cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        await File.WriteAllTextAsync(Path.Combine(_work.FullName, "nuget.config"), $"""
            <configuration>
              <packageSources>
                <add key="packed" value="{SecurityElement.Escape(Feed)}" />
              </packageSources>
              <fallbackPackageFolders>
                <add key="cache" value="{SecurityElement.Escape(cache)}" />
              </fallbackPackageFolders>
            </configuration>
            """);
        DotNet = new DotNet(_work.CreateSubdirectory("packages"));
        await DotNet.RunAsync(
            Repository.Root,
            "pack", "Compute.Framework.sln", "-c", Repository.Configuration, "--no-build", "-nologo", "-v", "q", $"-p:PackageVersion={Version}", "-o", Feed);
    }

    public ValueTask DisposeAsync()
    {
        _work.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    internal string CreateDirectory(string name) => _work.CreateSubdirectory(name).FullName;

    internal IEnumerable<string> Files() => Directory.EnumerateFiles(Feed);

    internal string PathOf(string id, string extension = "nupkg") => Path.Combine(Feed, $"{id}.{Version}.{extension}");

    /// <summary>The names in a package, without what NuGet numbers anew each time.</summary>
    internal IReadOnlyList<string> Entries(string id, string extension = "nupkg")
    {
        using var archive = ZipFile.OpenRead(PathOf(id, extension));
        return
        [
            .. archive.Entries
                .Select(entry => entry.FullName)
                .Where(name => !name.StartsWith("_rels/", StringComparison.Ordinal) && !name.StartsWith("package/", StringComparison.Ordinal) && name != "[Content_Types].xml")
                .Order(StringComparer.Ordinal),
        ];
    }

    internal byte[] Read(string id, string entry, string extension = "nupkg")
    {
        using var archive = ZipFile.OpenRead(PathOf(id, extension));
        using var content = archive.GetEntry(entry)!.Open();
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }

    internal XElement Manifest(string id)
    {
        using var content = new MemoryStream(Read(id, id + ".nuspec"));
        return XElement.Load(content);
    }
}
