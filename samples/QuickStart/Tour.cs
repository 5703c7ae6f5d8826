using Compute.Framework;

namespace QuickStart;

/// <summary>What a consumer does with a sandbox, whichever provider is behind it.</summary>
public static class Tour
{
    private const string CountWords = """
        import collections, sys
        words = collections.Counter(open("poem.txt").read().split())
        for word, count in words.most_common(3):
            print(f"{count:3} {word}")
        """;

    /// <summary>Creates a sandbox, works in it, branches it three ways, and leaves nothing behind.</summary>
    public static async Task RunAsync(ISandboxProvider provider, TextWriter output, CancellationToken cancellationToken)
    {
        var info = await provider.GetInfoAsync(cancellationToken);
        await output.WriteLineAsync($"Provider   {info.DisplayName}, {info.Capabilities[SandboxOperation.CreateSandbox].Support}");

        await using var sandbox = await provider.CreateAsync(
            new CreateSandboxOptions { Name = $"quick-start-{Environment.ProcessId}", Lifetime = TimeSpan.FromMinutes(10) }, cancellationToken);
        await output.WriteLineAsync($"Created    sandbox {sandbox.Id}");

        await WriteFilesAsync(sandbox, output, cancellationToken);
        await RunCodeAsync(sandbox, output, cancellationToken);
        await StreamAsync(sandbox, output, cancellationToken);
        await TimeOutAsync(sandbox, output, cancellationToken);
        await BranchAsync(sandbox, output, cancellationToken);

        await sandbox.DestroyAsync(cancellationToken);
        var left = await provider.ListAsync(cancellationToken: cancellationToken).CountAsync(cancellationToken);
        await output.WriteLineAsync($"Destroyed  sandboxes left: {left}");
    }

    private static async Task WriteFilesAsync(ISandbox sandbox, TextWriter output, CancellationToken cancellationToken)
    {
        await sandbox.Files.WriteAllTextAsync("poem.txt", "a rose is a rose is a rose\n", cancellationToken);
        var entry = await sandbox.Files.GetEntryAsync("poem.txt", cancellationToken);
        await output.WriteLineAsync($"Wrote      {entry!.Path}, {entry.SizeBytes} bytes");
    }

    private static async Task RunCodeAsync(ISandbox sandbox, TextWriter output, CancellationToken cancellationToken)
    {
        var result = await sandbox.RunCodeAsync(CountWords, CodeLanguage.Python, cancellationToken);
        if (result.Outcome == ExecutionOutcome.FailedToStart)
        {
            await output.WriteLineAsync("Python     not installed, a shell does it:");
            result = await sandbox.RunAsync(Command.Shell("tr ' ' '\\n' < poem.txt | sort | uniq -c | sort -rn | head -3"), cancellationToken);
        }

        await output.WriteLineAsync($"Counted    in {result.Duration.TotalMilliseconds:0} ms:");
        await output.WriteAsync(result.EnsureSuccess().StandardOutputText);
    }

    private static async Task StreamAsync(ISandbox sandbox, TextWriter output, CancellationToken cancellationToken)
    {
        await output.WriteLineAsync("Streaming  a command's output as it comes:");
        await using var process = await sandbox.StartAsync(
            Command.Shell("for step in one two three; do echo \"step $step\"; sleep 0.2; done; echo done >&2"), cancellationToken);
        await foreach (var line in process.ReadLinesAsync(cancellationToken))
        {
            await output.WriteLineAsync($"  {(line.Stream == StandardStream.StandardError ? "err" : "out")} {line.Text}");
        }
    }

    private static async Task TimeOutAsync(ISandbox sandbox, TextWriter output, CancellationToken cancellationToken)
    {
        var command = Command.Shell("echo started; sleep 60") with { Timeout = TimeSpan.FromMilliseconds(300) };
        var result = await sandbox.RunAsync(command, cancellationToken);
        await output.WriteLineAsync($"Time-out   {result} after {result.Duration.TotalMilliseconds:0} ms, output so far: {result.StandardOutputText.Trim()}");
    }

    private static async Task BranchAsync(ISandbox sandbox, TextWriter output, CancellationToken cancellationToken)
    {
        if (!sandbox.TryGet<IBranchable>(out var branchable))
        {
            await output.WriteLineAsync("Branches   this provider has none");
            return;
        }

        var branches = await branchable.BranchAsync(3, cancellationToken);
        var results = await Task.WhenAll(branches.Select(async (branch, index) =>
        {
            await using var owned = branch;
            var script = "tr ' ' '\\n' < poem.txt | sed -n \"$1p\" > answer.txt; cat answer.txt";
            return await owned.RunAsync(Command.Shell(script, $"{index + 1}"), cancellationToken);
        }));
        await output.WriteLineAsync($"Branched   three ways, each with the files of the first: {string.Join(", ", results.Select(result => result.EnsureSuccess().StandardOutputText.Trim()))}");
        await output.WriteLineAsync($"Untouched  answer.txt in the first sandbox: {(await sandbox.Files.ExistsAsync("answer.txt", cancellationToken) ? "there" : "not there")}");
    }
}
