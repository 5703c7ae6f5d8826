using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Compute.Gateway.E2B.Tests.Serving;

/// <summary>A file of scenarios, which one process of node runs once, for all of its tests.</summary>
internal sealed partial class ScenarioFile(string name, Func<Task<ServedE2B>> serve)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, TaskCompletionSource<string?>> _results = new();
    private readonly Lock _lock = new();
    private Task? _run;

    /// <summary>The names of the scenarios, as they are declared.</summary>
    public static IEnumerable<string> Names(string name) => Declaration()
        .Matches(File.ReadAllText(Path.Combine(SourceTree.Root, "tests", "Compute.Gateway.E2B.Tests", "Scenarios", name + ".mjs")))
        .Select(match => match.Groups[1].Value);

    /// <summary>Waits for a scenario; it fails with what the scenario said.</summary>
    public async Task PassAsync(string scenario)
    {
        lock (_lock)
        {
            _run ??= Task.Run(RunAsync);
        }

        var result = Result(scenario).Task;
        await Task.WhenAny(result, _run);
        if (!result.IsCompleted)
        {
            await _run;
            Assert.Fail($"The scenario '{scenario}' was not run.");
        }

        if (await result is { } error)
        {
            Assert.Fail(error);
        }
    }

    [GeneratedRegex(@"^scenario\('([^']+)'", RegexOptions.Multiline)]
    private static partial Regex Declaration();

    private TaskCompletionSource<string?> Result(string scenario) => _results.GetOrAdd(
        scenario, static _ => new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously));

    private async Task RunAsync()
    {
        var directory = await Node.DirectoryAsync;
        var served = await serve();
        var start = new ProcessStartInfo(Node.ProgramIn(directory), ["run.mjs", name + ".mjs"])
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (key, value) in served.Environment)
        {
            start.Environment[key] = value;
        }

        using var node = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            var error = node.StandardError.ReadToEndAsync(limit.Token);
            while (await node.StandardOutput.ReadLineAsync(limit.Token) is { } line)
            {
                if (line.StartsWith('{'))
                {
                    var told = JsonDocument.Parse(line).RootElement;
                    Result(told.GetProperty("name").GetString()!).TrySetResult(
                        told.GetProperty("ok").GetBoolean() ? null : told.GetProperty("error").GetString());
                }
            }

            await node.WaitForExitAsync(limit.Token);
            Assert.True(node.ExitCode == 0, $"node ended with {node.ExitCode}: {await error}");
        }
        finally
        {
            if (!node.HasExited)
            {
                node.Kill(entireProcessTree: true);
            }
        }
    }
}
