using System.Diagnostics;
using System.Text.RegularExpressions;
using Compute.Gateway.Tests.Serving;

namespace Compute.Gateway.Tests.Clients;

/// <summary>Clients in other languages work: one that is generated from the description, and two without a library.</summary>
public sealed partial class ClientTests
{
    private static readonly string Sources = Path.Combine(SourceTree.Root, "samples", "Gateway", "clients");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_client_that_is_generated_from_the_description_works()
    {
        await using var served = await ServedLocal.StartAsync(options => options.Keys.Add(NewKey()));
        var directory = Directory.CreateDirectory(Path.Combine(SourceTree.Root, "artifacts", "tests", "gateway-client"));
        foreach (var file in (string[])["package.json", "package-lock.json", "tsconfig.json", "client.ts"])
        {
            File.Copy(Path.Combine(Sources, file), Path.Combine(directory.FullName, file), overwrite: true);
        }

        using (var http = served.Http())
        {
            await File.WriteAllBytesAsync(
                Path.Combine(directory.FullName, "openapi.json"), await http.GetByteArrayAsync("openapi.json", Cancellation), Cancellation);
        }

        await RunAsync(served, directory.FullName, "npm", "ci", "--no-audit", "--no-fund");
        await RunAsync(served, directory.FullName, "npm", "run", "generate");
        await RunAsync(served, directory.FullName, "npm", "run", "build");
        Assert.Equal("0 Linux\n", await RunAsync(served, directory.FullName, "node", "client.js"));
        await NothingIsLeftAsync(served);
    }

    [Theory]
    [InlineData("python3", "client.py", "0 Linux\n")]
    [InlineData("sh", "client.sh", "0\nLinux\n")]
    public async Task A_client_without_a_library_works(string program, string file, string expected)
    {
        await using var served = await ServedLocal.StartAsync(options => options.Keys.Add(NewKey()));

        Assert.Equal(expected, await RunAsync(served, Sources, program, file));
        await NothingIsLeftAsync(served);
    }

    /// <summary>What the page shows stands in the files that ran.</summary>
    [Fact]
    public void The_page_shows_what_runs()
    {
        var page = File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "gateway-clients.md"));
        foreach (var file in (string[])["client.ts", "client.py", "client.sh"])
        {
            var shown = Shown().Match(File.ReadAllText(Path.Combine(Sources, file))).Groups[1].Value;
            Assert.InRange(shown.Length, 100, int.MaxValue);
            Assert.Contains($"<!-- from samples/Gateway/clients/{file} -->\n", page, StringComparison.Ordinal);
            Assert.Contains(shown, page, StringComparison.Ordinal);
        }
    }

    private string _key = "";

    private GatewayKey NewKey() => GatewayKey.Create("clients", GatewayScopes.All, expiresAt: null, out _key);

    private async Task NothingIsLeftAsync(ServedLocal served)
    {
        await using var provider = served.Connect(_key);
        Assert.Empty(await provider.ListAsync(cancellationToken: Cancellation).ToListAsync(Cancellation));
    }

    private async Task<string> RunAsync(ServedLocal served, string directory, string program, params string[] arguments)
    {
        if (!Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(path => File.Exists(Path.Combine(path, program))))
        {
            Needed.Missing(program, "tests/run/setup.sh installs it.");
        }

        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["COMPUTE_GATEWAY_URL"] = served.Address.ToString().TrimEnd('/');
        start.Environment["COMPUTE_API_KEY"] = _key;
        using var process = Process.Start(start)!;
        using var ending = Cancellation.Register(() => process.Kill(entireProcessTree: true));
        var output = process.StandardOutput.ReadToEndAsync(Cancellation);
        var error = await process.StandardError.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {process.ExitCode}\n{await output}\n{error}");
        return await output;
    }

    [GeneratedRegex("(?:#|//) begin\n(.*?)(?:#|//) end", RegexOptions.Singleline)]
    private static partial Regex Shown();
}
