using System.Diagnostics;
using System.Globalization;

namespace Compute.Framework.Packages.Tests;

/// <summary>The sample QuickStart as a native program.</summary>
[Collection(BuiltSolutionTests.Name)]
public sealed class NativeAotTests(BuiltSolution solution, PackedPackages packages)
{
    [Fact]
    public async Task The_quick_start_is_published_without_a_warning_and_does_its_tour()
    {
        if (!IsOnPath("clang") && !IsOnPath("gcc"))
        {
            Needed.Missing("a C compiler", "Install gcc and libc6-dev: NativeAOT links with them.");
        }

        // The compliance tests of the solution have the machine to themselves first.
        await solution.SettleAsync();
        var output = packages.CreateDirectory("native");
        var log = await packages.DotNet.RunAsync(
            Repository.Root,
            "publish", "samples/QuickStart", "-c", Repository.Configuration, "-o", output, "-nologo", "-v", "q", "-warnaserror");
        Assert.DoesNotContain("warning", log, StringComparison.OrdinalIgnoreCase);

        // One file that is no managed assembly, beside its symbols.
        var program = Path.Combine(output, OperatingSystem.IsWindows() ? "QuickStart.exe" : "QuickStart");
        Assert.Empty(Directory.EnumerateFiles(output, "*.dll"));
        Assert.Empty(Directory.EnumerateFiles(output, "*.json"));

        var (text, firstLine) = await RunAsync(program);
        Assert.Contains("rose", text, StringComparison.Ordinal);
        Assert.Contains("err done", text, StringComparison.Ordinal);
        Assert.Contains("timed out", text, StringComparison.Ordinal);
        Assert.Contains("a, rose, is", text, StringComparison.Ordinal);
        Assert.Contains("sandboxes left: 0", text, StringComparison.Ordinal);
        await ReportAsync($"QuickStart: {new FileInfo(program).Length:N0} bytes, first line after {firstLine.TotalMilliseconds:N0} ms");
    }

    private static async Task<(string Text, TimeSpan FirstLine)> RunAsync(string program)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(5));
        using var process = new Process { StartInfo = new(program) { RedirectStandardOutput = true, RedirectStandardError = true } };
        var start = Stopwatch.GetTimestamp();
        process.Start();
        try
        {
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            var first = await process.StandardOutput.ReadLineAsync(limit.Token);
            var firstLine = Stopwatch.GetElapsedTime(start);
            var rest = await process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            Assert.True(process.ExitCode == 0, $"{process.ExitCode}: {first}\n{rest}{await error}");
            return ($"{first}\n{rest}", firstLine);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    private static async Task ReportAsync(FormattableString line)
    {
        var text = line.ToString(CultureInfo.InvariantCulture);
        TestContext.Current.SendDiagnosticMessage(text);
        var directory = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts"));
        await File.WriteAllTextAsync(Path.Combine(directory.FullName, "native-aot.txt"), text + "\n", TestContext.Current.CancellationToken);
    }

    private static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(directory => File.Exists(Path.Combine(directory, program)));
}
