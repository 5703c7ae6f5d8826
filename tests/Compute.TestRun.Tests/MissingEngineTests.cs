using System.Diagnostics;
using System.Runtime.Versioning;

namespace Compute.TestRun.Tests;

/// <summary>The scripts themselves, where an engine's program is not to be had: nothing may be skipped by accident.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class MissingEngineTests : IDisposable
{
    private const string Project = "Containers.Tests";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("compute-run-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_run_is_red_and_says_what_to_do()
    {
        var (status, output) = await RunProjectAsync(allowMissing: null);

        Assert.True(status == 1, output);
        Assert.Contains("podman", output, StringComparison.Ordinal);
        Assert.Contains("COMPUTE_TEST_ALLOW_MISSING=1", output, StringComparison.Ordinal);
        if (Environment.IsPrivilegedProcess && OperatingSystem.IsLinux())
        {
            Assert.Contains("podman is not installed (tests/run/setup.sh installs what tests/run/packages.txt lists", output, StringComparison.Ordinal);
        }

        Assert.Matches(@"\d+ passed, [1-9]\d* failed, 0 skipped\n\z", output);
    }

    [Fact]
    public async Task It_is_green_where_that_is_allowed_and_says_what_is_missing()
    {
        var (status, output) = await RunProjectAsync(allowMissing: "1");

        Assert.True(status == 0, output);
        Assert.Contains("allowed to be missing: Missing: ", output, StringComparison.Ordinal);
        Assert.Matches(@"[1-9]\d* missing\n[1-9]\d* passed, 0 failed, [1-9]\d* skipped\n\z", output);
    }

    public void Dispose() => _directory.Delete(recursive: true);

    /// <summary>Runs a project of engines as <c>test.sh</c> does, and gives the summary.</summary>
    private async Task<(int Status, string Output)> RunProjectAsync(string? allowMissing)
    {
        var reports = _directory.CreateSubdirectory("reports").FullName;
        await RunAsync("tests/engines/engines.sh", ["run", "-e", "podman", Path.Combine(Repository.Run, "run-projects.sh"), reports, $"samples/{Project}"], allowMissing);
        return await RunAsync("dotnet", [typeof(Summary).Assembly.Location, Repository.Run, reports, $"samples/{Project}"], allowMissing);
    }

    /// <summary>Runs a program as on a machine whose list of packages lacks Podman.</summary>
    private async Task<(int Status, string Output)> RunAsync(string program, string[] arguments, string? allowMissing)
    {
        using var process = Process.Start(new ProcessStartInfo(program.Contains('/', StringComparison.Ordinal) ? Path.Combine(Repository.Root, program) : program, arguments)
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            Environment =
            {
                ["PATH"] = PathWithoutPodman(),
                ["COMPUTE_TEST_PACKAGES"] = Path.Combine(_directory.CreateSubdirectory("packages").FullName, "none.txt"),
                ["COMPUTE_TEST_ALLOW_MISSING"] = allowMissing,
                ["COMPUTE_ENGINES_OWN_NETWORK"] = null,
            },
        })!;
        var output = await process.StandardOutput.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        return (process.ExitCode, output);
    }

    /// <summary>Every program of this machine but one, and an empty list of packages.</summary>
    private string PathWithoutPodman()
    {
        var programs = _directory.CreateSubdirectory("programs").FullName;
        File.WriteAllText(Path.Combine(_directory.CreateSubdirectory("packages").FullName, "none.txt"), "# nothing\n");
        foreach (var path in Environment.GetEnvironmentVariable("PATH")!.Split(':').Where(Directory.Exists).SelectMany(Directory.EnumerateFiles))
        {
            var link = Path.Combine(programs, Path.GetFileName(path));
            if (Path.GetFileName(path) != "podman" && !File.Exists(link))
            {
                File.CreateSymbolicLink(link, path);
            }
        }

        return programs;
    }
}
