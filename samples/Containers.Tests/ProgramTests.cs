using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Compute.Framework;
using Compute.Providers.Docker;

namespace Containers.Tests;

/// <summary>The program is run as its users run it, with redirected output, on the engines that <c>tests/engines/engines.sh</c>
/// started.</summary>
public sealed class ProgramTests
{
    private const int Interrupt = 2;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("local")]
    [InlineData("docker")]
    [InlineData("podman")]
    public async Task The_tour_does_its_work_on_each_provider_and_leaves_nothing(string name)
    {
        using var program = Start(name);
        var output = program.StandardOutput.ReadToEndAsync(Cancel);
        var error = program.StandardError.ReadToEndAsync(Cancel);
        await program.WaitForExitAsync(Cancel);

        Assert.Equal((0, ""), (program.ExitCode, await error));
        var text = await output;
        Assert.Contains("3 rose", text, StringComparison.Ordinal);
        Assert.Contains("timed out", text, StringComparison.Ordinal);
        Assert.Contains("a, rose, is", text, StringComparison.Ordinal);
        Assert.Matches(@"\[1\] \S+  Running  cpu ", text);
        Assert.Contains("sandboxes left: 0", text, StringComparison.Ordinal);
        await AssertNothingLeftAsync(name);
    }

    [Theory]
    [InlineData("docker")]
    [InlineData("podman")]
    [UnsupportedOSPlatform("windows")]
    public async Task Nothing_is_left_when_the_program_is_interrupted(string name)
    {
        using var program = Start(name);
        while (await program.StandardOutput.ReadLineAsync(Cancel) is { } line && !line.Contains("Streaming", StringComparison.Ordinal))
        {
        }

        Assert.Equal(0, Kill(program.Id, Interrupt));
        var rest = await program.StandardOutput.ReadToEndAsync(Cancel);
        await program.WaitForExitAsync(Cancel);

        Assert.Equal(130, program.ExitCode);
        Assert.Contains("Stopped; nothing is left running.", rest, StringComparison.Ordinal);
        await AssertNothingLeftAsync(name);
    }

    private static Process Start(string name)
    {
        var host = Host(name);
        var program = Path.ChangeExtension(typeof(ProgramTests).Assembly.Location, null).Replace(".Tests", "", StringComparison.Ordinal);
        string[] arguments = name == "local" ? [name] : [name, Environment.GetEnvironmentVariable("COMPUTE_TEST_IMAGE")!];
        return Process.Start(new ProcessStartInfo(program, arguments)
        {
            Environment = { [name == "podman" ? "CONTAINER_HOST" : "DOCKER_HOST"] = host },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }

    private static async Task AssertNothingLeftAsync(string name)
    {
        if (Host(name) is { } host)
        {
            await using var provider = DockerProvider.Create(new DockerOptions { Host = new Uri(host) });
            Assert.Equal(0, await provider.ListAsync(cancellationToken: Cancel).CountAsync(Cancel));
        }
    }

    /// <summary>Where the engine listens; the test is skipped where it cannot run, with the reason.</summary>
    private static string? Host(string name)
    {
        if (name == "local")
        {
            return null;
        }

        var variable = $"COMPUTE_TEST_{name.ToUpperInvariant()}";
        var host = Environment.GetEnvironmentVariable(variable + "_HOST");
        if (host is null)
        {
            Needed.Missing(
                name, Environment.GetEnvironmentVariable(variable + "_MISSING") ?? "Run the tests by tests/engines/engines.sh run.");
        }

        return host;
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
