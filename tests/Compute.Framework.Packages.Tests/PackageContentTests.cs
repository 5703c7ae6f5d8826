using System.Reflection.PortableExecutable;
using System.Text;

namespace Compute.Framework.Packages.Tests;

/// <summary>What is in each package, and what is not.</summary>
public sealed class PackageContentTests(PackedPackages packages)
{
    private static readonly string[] Extensions = ["nupkg", "snupkg"];

    public static TheoryData<string> Ids => [.. Repository.PackageIds];

    [Fact]
    public void Every_project_of_src_and_templates_is_packed()
    {
        var packed = packages.Files().Where(file => file.EndsWith(".nupkg", StringComparison.Ordinal)).Select(Path.GetFileName).Order(StringComparer.Ordinal);
        Assert.Equal(Repository.PackageIds.Select(id => $"{id}.{packages.Version}.nupkg"), packed);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_package_has_exactly_its_entries(string id)
    {
        // All providers have the same shape.
        var snapshot = id.StartsWith("Compute.Providers.", StringComparison.Ordinal) ? "Provider" : id;
        var expected = File.ReadAllLines(Path.Combine(Repository.Project, "Snapshots", snapshot + ".entries.txt")).Select(line => line.Replace("{id}", id, StringComparison.Ordinal));
        var symbols = File.Exists(packages.PathOf(id, "snupkg")) ? packages.Entries(id, "snupkg").Select(entry => "symbols: " + entry) : [];
        Assert.Equal(expected, packages.Entries(id).Concat(symbols));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_package_tells_its_licence_and_purpose(string id)
    {
        var metadata = packages.Manifest(id).Elements().Single();
        string? Value(string name) => metadata.Elements().SingleOrDefault(element => element.Name.LocalName == name)?.Value;
        Assert.Equal("MIT", Value("license"));
        Assert.Equal("README.md", Value("readme"));
        Assert.NotEqual("Package Description", Value("description"));
        Assert.StartsWith($"# {id}\n", Encoding.UTF8.GetString(packages.Read(id, "README.md")), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_package_names_no_path_of_the_machine_that_made_it(string id)
    {
        string[] forbidden = [Repository.Root + "/", Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget")];
        foreach (var extension in Extensions.Where(extension => File.Exists(packages.PathOf(id, extension))))
        {
            foreach (var entry in packages.Entries(id, extension))
            {
                var content = packages.Read(id, entry, extension);
                foreach (var path in forbidden)
                {
                    Assert.False(content.AsSpan().IndexOf(Encoding.UTF8.GetBytes(path)) >= 0, $"{entry} names {path}");
                    Assert.False(content.AsSpan().IndexOf(Encoding.Unicode.GetBytes(path)) >= 0, $"{entry} names {path}");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Each_assembly_is_compiled_so_that_the_same_sources_give_the_same_bytes(string id)
    {
        foreach (var entry in packages.Entries(id).Where(entry => entry.EndsWith(".dll", StringComparison.Ordinal)))
        {
            using var assembly = new PEReader(new MemoryStream(packages.Read(id, entry)));
            Assert.Contains(assembly.ReadDebugDirectory(), item => item.Type == DebugDirectoryEntryType.Reproducible);
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Dependencies_have_no_upper_bound_and_let_the_generators_through(string id)
    {
        foreach (var dependency in packages.Manifest(id).Descendants().Where(element => element.Name.LocalName == "dependency"))
        {
            var name = (string)dependency.Attribute("id")!;
            var version = (string)dependency.Attribute("version")!;
            Assert.True(char.IsAsciiDigit(version[0]), $"{name} {version} forbids later versions.");
            Assert.DoesNotContain("CodeAnalysis", name, StringComparison.Ordinal);
            if (name.StartsWith("Compute.", StringComparison.Ordinal))
            {
                Assert.Equal(packages.Version, version);
                Assert.Equal("All", (string?)dependency.Attribute("include"));
            }
        }
    }
}
