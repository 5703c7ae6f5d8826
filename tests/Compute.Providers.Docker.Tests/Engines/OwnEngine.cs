using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Compute.Providers.Docker.Tests;

/// <summary>An engine of one test alone, which may be killed and started again.</summary>
internal sealed class OwnEngine : IAsyncDisposable
{
    private static readonly string Script = Path.Combine(SourceTree.Root, "tests", "engines", "engines.sh");

    private static readonly string[] Names = ["podman", "docker"];

    private readonly string _directory;
    private readonly string _name;

    private OwnEngine(string directory, string name)
    {
        _directory = directory;
        _name = name;
    }

    public Uri Host { get; private set; } = null!;

    /// <summary>Starts another engine of the same kind.</summary>
    /// <param name="like">The kind.</param>
    /// <param name="cancellationToken">Cancels the start; nothing is left then.</param>
    /// <param name="tls">Makes a dockerd listen on a port of loopback too: the port, a colon, and the directory of its certificates.</param>
    public static async Task<OwnEngine> StartAsync(TestEngine like, CancellationToken cancellationToken, string? tls = null)
    {
        // Below the directory of the shared engines: what an interrupted test leaves goes with them.
        var shared = Environment.GetEnvironmentVariable("COMPUTE_TEST_ENGINES")!;
        var own = new OwnEngine(Path.Combine(shared, $"own-{Guid.NewGuid().ToString("n")[..6]}"), like.Name);
        try
        {
            await RunAsync(["up", own._directory, own._name], cancellationToken, tls);
            var variable = $"export COMPUTE_TEST_{own._name.ToUpperInvariant()}_HOST='";
            var lines = await File.ReadAllLinesAsync(Path.Combine(own._directory, "env"), cancellationToken);
            own.Host = new Uri(lines.Single(line => line.StartsWith(variable, StringComparison.Ordinal))[variable.Length..].TrimEnd('\''));
            return own;
        }
        catch
        {
            await own.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends the engine at once, by SIGKILL; its containers may live on.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        using var engine = Process.GetProcessById(await ProcessIdAsync(cancellationToken));
        engine.Kill();
        await engine.WaitForExitAsync(cancellationToken);
    }

    /// <summary>Sends a signal to the engine alone, such as STOP and CONT.</summary>
    public async Task SignalAsync(string signal, CancellationToken cancellationToken)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{await ProcessIdAsync(cancellationToken)}"]);
        await kill.WaitForExitAsync(cancellationToken);
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>Starts it again after it was killed.</summary>
    public Task StartAgainAsync(CancellationToken cancellationToken) => RunAsync(["start", _directory, _name], cancellationToken);

    public async ValueTask DisposeAsync() => await RunAsync(["down", _directory], CancellationToken.None);

    private async Task<int> ProcessIdAsync(CancellationToken cancellationToken) =>
        int.Parse(await File.ReadAllTextAsync(Path.Combine(_directory, _name, "pid"), cancellationToken), CultureInfo.InvariantCulture);

    private static async Task RunAsync(string[] arguments, CancellationToken cancellationToken, string? tls = null)
    {
        using var script = Process.Start(new ProcessStartInfo(Script, arguments)
        {
            RedirectStandardError = true,
            Environment = { ["COMPUTE_TEST_DOCKER_TLS"] = tls },
        })!;

        // Line by line: what it starts may keep the pipe, and there is no end then.
        var said = new ConcurrentQueue<string>();
        script.ErrorDataReceived += (_, line) => said.Enqueue(line.Data ?? string.Empty);
        script.BeginErrorReadLine();
        await WaitAsync(script, cancellationToken);
        if (script.ExitCode != 0)
        {
            throw new InvalidOperationException(
                $"engines.sh {string.Join(' ', arguments)} ended with {script.ExitCode}. It said: {string.Join('\n', said)}\n{EngineLogs(arguments[1])}");
        }
    }

    /// <summary>The end of the process alone: the wait of its class is for the pipe's end too.</summary>
    private static async Task WaitAsync(Process script, CancellationToken cancellationToken)
    {
        while (!script.HasExited)
        {
            await Task.Delay(20, cancellationToken);
        }
    }

    private static string EngineLogs(string directory) => string.Join('\n', Names
        .Select(engine => Path.Combine(directory, engine, "log"))
        .Where(File.Exists)
        .Select(log => $"{log} ends with:\n{string.Join('\n', File.ReadLines(log).TakeLast(20))}"));
}
