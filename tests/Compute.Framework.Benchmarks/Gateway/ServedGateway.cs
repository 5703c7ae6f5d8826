using System.Diagnostics;
using System.Net.Http.Headers;
using Compute.Providers.Remote;

namespace Compute.Framework.Benchmarks;

/// <summary><c>samples/Gateway</c> over the Local provider, as a process of its own.</summary>
internal sealed class ServedGateway : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly DirectoryInfo _state;

    private ServedGateway(Process process, DirectoryInfo state) => (_process, _state) = (process, state);

    public int ProcessId => _process.Id;

    private Uri Address { get; set; } = null!;

    private string Key { get; set; } = "";

    public static async Task<ServedGateway> StartAsync()
    {
        // bin/Configuration/net10.0, as here.
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        var root = output.Parent!.Parent!.Parent!.Parent!.Parent!.FullName;
        var program = Path.Combine(root, "samples", "Gateway", "bin", output.Parent!.Name, output.Name, "Gateway.dll");
        var state = Directory.CreateTempSubdirectory("compute-benchmarks-");
        var start = new ProcessStartInfo("dotnet", [program, "0"]) { RedirectStandardOutput = true };
        start.Environment["COMPUTE_LOCAL_STATE_DIRECTORY"] = state.FullName;
        start.Environment["COMPUTE_LOCAL_ISOLATION"] = "Process";
        var served = new ServedGateway(Process.Start(start)!, state);
        try
        {
            while (served.Key.Length == 0)
            {
                var line = await served._process.StandardOutput.ReadLineAsync().WaitAsync(Patience)
                    ?? throw new InvalidOperationException("The gateway ended before it listened.");
                served.Address = line.Contains("COMPUTE_GATEWAY_URL=", StringComparison.Ordinal) ? new Uri(ValueOf(line)) : served.Address;
                served.Key = line.Contains("COMPUTE_API_KEY=", StringComparison.Ordinal) ? ValueOf(line) : "";
            }

            return served;
        }
        catch
        {
            await served.DisposeAsync();
            throw;
        }
    }

    public ISandboxProvider Connect() => RemoteProvider.Create(new RemoteOptions { GatewayUrl = Address, ApiKey = Key });

    public HttpClient Http() => new()
    {
        BaseAddress = new Uri(Address, "v1/"),
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", Key) },
    };

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _state.Delete(recursive: true);
    }

    private static string ValueOf(string line) => line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..].Trim();
}
