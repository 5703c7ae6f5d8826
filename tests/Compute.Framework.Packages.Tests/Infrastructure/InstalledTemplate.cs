namespace Compute.Framework.Packages.Tests;

/// <summary>The template, installed in a place of its own.</summary>
internal sealed class InstalledTemplate(PackedPackages packages)
{
    private readonly string _hive = packages.CreateDirectory("hive");

    public async Task InstallAsync() =>
        await packages.DotNet.RunAsync(_hive, "new", "install", packages.PathOf("Compute.Templates"), "--debug:custom-hive", _hive);

    /// <summary>Creates a solution in a directory, and gives the directory that the template made for it.</summary>
    public async Task<string> CreateAsync(string parent, string name, params IReadOnlyList<string> arguments)
    {
        await packages.DotNet.RunAsync(parent, ["new", "compute-provider", "--name", name, .. arguments, "--debug:custom-hive", _hive]);
        return Path.Combine(parent, name);
    }
}
