using System.Collections;
using System.Text.RegularExpressions;

namespace Compute.Framework.Packages.Tests;

/// <summary>Runs the .NET command line as a user does, in a directory of the test's, with packages of its own.</summary>
internal sealed partial class DotNet(DirectoryInfo packages)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(20);

    /// <summary>Runs a command that must succeed, and gives its output.</summary>
    public async Task<string> RunAsync(string directory, params IReadOnlyList<string> arguments)
    {
        var (exitCode, output) = await TryAsync(directory, arguments);
        Assert.True(exitCode == 0, $"dotnet {string.Join(' ', arguments)} ended with {exitCode}:\n{output}");
        return output;
    }

    /// <summary>Runs a command, and gives its exit code and output.</summary>
    public async Task<(int ExitCode, string Output)> TryAsync(string directory, params IReadOnlyList<string> arguments)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        var result = await HostProcess.RunAsync(["dotnet", .. arguments], directory, Environment(), cancellationToken: limit.Token);
        var output = result.StandardOutputText + result.StandardErrorText;
        Assert.True(result.Outcome == ExecutionOutcome.Exited, $"dotnet {string.Join(' ', arguments)}: {result.Outcome}, {result.FailureReason}\n{output}");
        return (result.ExitCode!.Value, output);
    }

    /// <summary>Runs a built xUnit program, and counts its tests.</summary>
    public async Task<TestCount> TestAsync(string directory, string assembly)
    {
        var (_, output) = await TryAsync(directory, assembly, "-nologo", "-noColor");
        var summary = Summary().Match(output);
        Assert.True(summary.Success, output);
        return new TestCount(
            int.Parse(summary.Groups["total"].Value, null) - int.Parse(summary.Groups["skipped"].Value, null),
            int.Parse(summary.Groups["failed"].Value, null) + int.Parse(summary.Groups["errors"].Value, null),
            output);
    }

    private Dictionary<string, string> Environment()
    {
        // What the build that runs this test has set for itself is not for another build.
        var inherited = System.Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Where(variable => !((string)variable.Key).StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase))
            .ToDictionary(variable => (string)variable.Key, variable => (string)variable.Value!);
        return new(inherited)
        {
            ["NUGET_PACKAGES"] = packages.FullName,
            ["COMPUTE_COMPLIANCE_REPORT"] = "",
            ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
            ["DOTNET_NOLOGO"] = "1",
        };
    }

    [GeneratedRegex(@"Total: (?<total>\d+), Errors: (?<errors>\d+), Failed: (?<failed>\d+), Skipped: (?<skipped>\d+)")]
    private static partial Regex Summary();
}

/// <summary>What became of a run of tests.</summary>
/// <param name="Executed">How many ran, whatever their end.</param>
/// <param name="Failed">How many failed.</param>
/// <param name="Output">What the runner wrote.</param>
internal sealed record TestCount(int Executed, int Failed, string Output);
