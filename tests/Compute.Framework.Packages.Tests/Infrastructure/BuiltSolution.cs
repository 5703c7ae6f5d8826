using System.Xml.Linq;

namespace Compute.Framework.Packages.Tests;

/// <summary>Everything that is built from the packages, outside the repository: one solution, restored and built once.</summary>
public sealed class BuiltSolution(PackedPackages packages) : IAsyncLifetime
{
    /// <summary>Where the sources of the project Linked are said to be. Nothing goes there.</summary>
    internal const string LinkedRemote = "https://github.com/example/linked.git";

    private readonly Dictionary<string, Task<TestCount>> _tests = [];
    private readonly SemaphoreSlim _processors = new(Environment.ProcessorCount);
    private BuildOutput _build = null!;

    /// <summary>Providers that the template makes, by name.</summary>
    internal static IReadOnlyDictionary<string, string[]> Providers { get; } = new Dictionary<string, string[]>
    {
        ["Acme"] = ["--kind", "http"],
        ["My.Cloud-1"] = ["--kind", "cli"],
        ["3 Boxes & Co"] = ["--kind", "process"],
        ["Refitted"] = ["--refit"],
    };

    internal InstalledTemplate Template { get; } = new(packages);

    private DotNet DotNet => packages.DotNet;

    private string Root { get; } = packages.CreateDirectory("solution");

    public async ValueTask InitializeAsync()
    {
        Copy("Consumer");
        Copy("Linked");
        await MakeLinkedRepositoryAsync();
        await Template.InstallAsync();
        foreach (var (name, arguments) in Providers)
        {
            await Template.CreateAsync(Root, name, arguments);
        }

        WriteSolution();
        var (_, output) = await DotNet.TryAsync(Root, "build", "Everything.slnx", "-nologo", "-v", "q", $"-p:PackedVersion={packages.Version}");
        _build = new BuildOutput(output);

        foreach (var directory in TestProjects())
        {
            _tests[Path.GetFileName(directory)] = TestInTurnAsync(directory);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await SettleAsync();
        _processors.Dispose();
    }

    /// <summary>Waits until no test of the solution runs any more; what they found is for who asks for it.</summary>
    internal async Task SettleAsync()
    {
        Task all = Task.WhenAll(_tests.Values);
        await all.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    internal string DirectoryOf(string project) => Path.Combine(Root, project);

    /// <summary>Runs an application of the consumer's, and gives its output.</summary>
    internal Task<string> RunAsync(string project) => DotNet.RunAsync(Root, AssemblyOf(Path.Combine("Consumer", project)));

    /// <summary>The ids of the errors or warnings of a project.</summary>
    internal IEnumerable<string> Ids(string severity, string project) => _build.Of(project).Where(message => message.Severity == severity).Select(message => message.Id).Distinct().Order();

    internal string TextOf(string project) => string.Join('\n', _build.Of(project).Select(message => message.Text));

    /// <summary>Fails when the build said anything about a project, or about none.</summary>
    internal void AssertClean(params IEnumerable<string> projects) => Assert.All(projects.Append(""), project => Assert.Equal("", TextOf(project)));

    /// <summary>How the tests of a test project ended.</summary>
    internal async Task<TestCount> TestAsync(string project)
    {
        AssertClean(project);
        return await _tests[project];
    }

    // Compliance cases have time limits: as many suites at a time as the machine can run beside each other.
    private async Task<TestCount> TestInTurnAsync(string directory)
    {
        await _processors.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            return await DotNet.TestAsync(Root, AssemblyOf(directory));
        }
        finally
        {
            _processors.Release();
        }
    }

    private static string AssemblyOf(string directory) =>
        Path.Combine(directory, "bin", "Debug", "net10.0", Path.GetFileName(directory) + ".dll");

    private void Copy(string folder)
    {
        var source = Path.Combine(Repository.Project, folder);
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(Root, folder, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    // The repository's own settings, in a repository that has a remote.
    private async Task MakeLinkedRepositoryAsync()
    {
        var directory = DirectoryOf("Linked");
        File.Copy(Path.Combine(Repository.Root, "Directory.Build.props"), Path.Combine(directory, "Directory.Build.props"));
        string[][] commands =
        [
            ["init", "--quiet"],
            ["remote", "add", "origin", LinkedRemote],
            ["add", "."],
            ["-c", "user.name=Linked", "-c", "user.email=linked@example.com", "commit", "--quiet", "--message", "Begin"],
        ];
        foreach (var command in commands)
        {
            (await HostProcess.RunAsync(["git", .. command], directory, cancellationToken: TestContext.Current.CancellationToken)).EnsureSuccess();
        }
    }

    // The projects of the template are those that its own solution names.
    private void WriteSolution()
    {
        var projects = Directory.EnumerateFiles(DirectoryOf("Consumer"), "*.csproj", SearchOption.AllDirectories)
            .Concat(Providers.Keys.SelectMany(ProjectsOf))
            .Select(path => new XElement("Project", new XAttribute("Path", Path.GetRelativePath(Root, path))));
        var linked = new XElement(
            "Project",
            new XAttribute("Path", "Linked/Linked.csproj"),
            new XElement("BuildType", new XAttribute("Solution", "Debug|*"), new XAttribute("Project", "Release")));
        new XDocument(new XElement("Solution", projects, linked)).Save(Path.Combine(Root, "Everything.slnx"));
    }

    private IEnumerable<string> ProjectsOf(string provider) =>
        XDocument.Load(Path.Combine(DirectoryOf(provider), provider + ".slnx")).Descendants("Project")
            .Select(project => Path.Combine(DirectoryOf(provider), (string)project.Attribute("Path")!));

    private static IEnumerable<string> TestProjects() =>
        Providers.Keys.Select(name => Path.Combine(name, "tests", name + ".Tests")).Append(Path.Combine("Consumer", "Provider.Tests"));
}

/// <summary>The tests that look at what was built; one at a time, so that builds do not run beside each other.</summary>
[CollectionDefinition(Name)]
public sealed class BuiltSolutionTests : ICollectionFixture<BuiltSolution>
{
    public const string Name = "Built solution";
}
