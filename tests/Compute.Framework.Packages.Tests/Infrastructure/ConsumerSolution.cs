namespace Compute.Framework.Packages.Tests;

/// <summary>A solution outside the repository that knows only the packages; restored once.</summary>
public sealed class ConsumerSolution(PackedPackages packages) : IAsyncLifetime
{
    internal string Directory { get; } = packages.CreateDirectory("consumer");

    internal DotNet DotNet => packages.DotNet;

    private string Version => $"-p:PackedVersion={packages.Version}";

    public async ValueTask InitializeAsync()
    {
        var source = Path.Combine(Repository.Project, "Consumer");
        foreach (var file in System.IO.Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(Directory, Path.GetRelativePath(source, file));
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        await DotNet.RunAsync(Directory, "restore", "Everything.slnx", Version);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Builds a solution or project without a restore.</summary>
    internal Task<(int ExitCode, string Output)> BuildAsync(string target, params IReadOnlyList<string> arguments) =>
        DotNet.TryAsync(Directory, ["build", target, "--no-restore", "-nologo", "-v", "q", Version, .. arguments]);
}
