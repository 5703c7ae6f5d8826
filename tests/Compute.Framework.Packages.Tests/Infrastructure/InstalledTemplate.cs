namespace Compute.Framework.Packages.Tests;

/// <summary>The template, installed in a place of its own.</summary>
public sealed class InstalledTemplate(PackedPackages packages) : IAsyncLifetime
{
    private readonly string _hive = packages.CreateDirectory("hive");
    private int _created;

    internal DotNet DotNet => packages.DotNet;

    public async ValueTask InitializeAsync() =>
        await DotNet.RunAsync(_hive, "new", "install", packages.PathOf("Compute.Templates"), "--debug:custom-hive", _hive);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Creates a solution, and gives its directory.</summary>
    internal async Task<string> CreateAsync(string name, params IReadOnlyList<string> arguments)
    {
        var parent = packages.CreateDirectory($"new-{Interlocked.Increment(ref _created)}");
        await DotNet.RunAsync(parent, ["new", "compute-provider", "--name", name, .. arguments, "--debug:custom-hive", _hive]);
        return Path.Combine(parent, name);
    }
}
