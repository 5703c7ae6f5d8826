using System.Diagnostics;
using System.Text.RegularExpressions;
using Compute.Providers.Remote;

namespace Compute.Gateway.Tests.Serving;

/// <summary>samples/Gateway as a process of its own, over the Local provider with a directory that several can share.</summary>
internal sealed partial class GatewayProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly Process _process;

    private GatewayProcess(Process process, Uri address, string key) => (_process, Address, Key) = (process, address, key);

    public Uri Address { get; }

    public string Key { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<GatewayProcess> StartAsync(string state, TimeSpan? shutdownGrace = null)
    {
        // bin/Configuration/net10.0, as here.
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        var dll = Path.Combine(SourceTree.Root, "samples", "Gateway", "bin", output.Parent!.Name, output.Name, "Gateway.dll");
        var start = new ProcessStartInfo("dotnet", [dll, "0"]) { RedirectStandardOutput = true, UseShellExecute = false };
        start.Environment["COMPUTE_LOCAL_STATE_DIRECTORY"] = state;
        start.Environment["COMPUTE_LOCAL_ISOLATION"] = "Process";
        start.Environment["Gateway__ShutdownGrace"] = (shutdownGrace ?? TimeSpan.FromMinutes(1)).ToString();
        var process = Process.Start(start)!;
        var text = "";
        while (!text.Contains("COMPUTE_API_KEY=", StringComparison.Ordinal))
        {
            var line = await process.StandardOutput.ReadLineAsync(Cancellation).AsTask().WaitAsync(Patience, Cancellation);
            text += (line ?? throw new InvalidOperationException($"The gateway ended: {text}")) + "\n";
        }

        _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        return new GatewayProcess(
            process, new Uri(Address_().Match(text).Groups[1].Value), Key_().Match(text).Groups[1].Value);
    }

    public ISandboxProvider Connect() => RemoteProvider.Create(new RemoteOptions
    {
        GatewayUrl = Address,
        ApiKey = Key,
        ReconnectTimeout = TimeSpan.FromSeconds(1),
    });

    public HttpClient Http() => new()
    {
        BaseAddress = new Uri(Address, "v1/"),
        DefaultRequestHeaders = { Authorization = new("Bearer", Key) },
    };

    /// <summary>Asks it to end, as a service manager does.</summary>
    public async Task TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await kill.WaitForExitAsync(Cancellation);
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>Ends it with SIGKILL, which it cannot handle.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Its exit code.</summary>
    public async Task<int> WaitAsync()
    {
        await _process.WaitForExitAsync(Cancellation).WaitAsync(Patience, Cancellation);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }

    [GeneratedRegex("COMPUTE_GATEWAY_URL=(\\S+)")]
    private static partial Regex Address_();

    [GeneratedRegex("COMPUTE_API_KEY=(\\S+)")]
    private static partial Regex Key_();
}
