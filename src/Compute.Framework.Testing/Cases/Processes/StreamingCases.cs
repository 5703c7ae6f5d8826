namespace Compute.Framework.Testing;

/// <summary>The output of a process comes as it is written, whole, once, and again on demand.</summary>
public static class StreamingCases
{
    private const int EightMebibytes = 8 * 1024 * 1024;

    /// <summary>The first chunk arrives before the process ends.</summary>
    [ComplianceCase("processes/first-chunk-before-end")]
    [Proves(SandboxOperation.StartProcess)]
    [Proves(SandboxOperation.StartProcess, "Arguments")]
    public static async Task FirstChunkBeforeEnd(ComplianceContext context)
    {
        var sandbox = await context.ProcessSandboxAsync().ConfigureAwait(false);
        var process = await context.StartShellAsync(
            sandbox, "printf '%s' \"$1\"; sleep 120; printf late", "first chunk").ConfigureAwait(false);
        await Check.SucceedsAsync(
            () => context.ReadUntilAsync(process, "first chunk").WaitAsync(context.Settings.Patience, context.CancellationToken),
            "reading what a process wrote that still sleeps", Law.Process).ConfigureAwait(false);
        Check.That(
            !process.WaitAsync(context.CancellationToken).IsCompleted,
            "a process that sleeps has not ended when its first output arrives",
            "it has",
            Law.Process);
    }

    /// <summary>The chunks, put together, are the buffered result.</summary>
    [ComplianceCase("processes/chunks-equal-result")]
    public static async Task ChunksEqualResult(ComplianceContext context)
    {
        const string Script = "i=0; while [ $i -lt 200 ]; do printf 'out %s\\n' $i; printf 'err %s\\n' $i >&2; i=$((i+1)); done; printf " +
            "'\\303\\377 end'; exit 3";
        var sandbox = await context.ProcessSandboxAsync().ConfigureAwait(false);
        var process = await context.StartShellAsync(sandbox, Script).ConfigureAwait(false);
        var chunks = await context.ReadAllAsync(process).ConfigureAwait(false);
        var waited = await process.WaitAsync(context.CancellationToken).ConfigureAwait(false);
        var buffered = await context.ShellAsync(sandbox, Script).ConfigureAwait(false);
        Check.Exited(waited, 3, "the process", Law.NeverInvent);
        foreach (var stream in (StandardStream[])[StandardStream.StandardOutput, StandardStream.StandardError])
        {
            var expected = (stream == StandardStream.StandardOutput ? buffered.StandardOutput : buffered.StandardError).ToArray();
            var kept = (stream == StandardStream.StandardOutput ? waited.StandardOutput : waited.StandardError).ToArray();
            Check.Bytes(expected, chunks.Join(stream), $"the chunks of {stream}, put together,", Law.Process);
            Check.Bytes(expected, kept, $"{stream} in the result of WaitAsync", Law.Process);
        }
    }

    /// <summary>Chunks are numbered from 0 without a gap, are never empty, and nothing comes after the end.</summary>
    [ComplianceCase("processes/one-end")]
    public static async Task OneEnd(ComplianceContext context)
    {
        var sandbox = await context.ProcessSandboxAsync().ConfigureAwait(false);
        var process = await context.StartShellAsync(
            sandbox, "for i in 1 2 3 4 5; do printf $i; printf $i >&2; sleep 0.02 2>/dev/null || :; done").ConfigureAwait(false);
        var chunks = await context.ReadAllAsync(process).ConfigureAwait(false);
        CheckNumbers(chunks, first: 0);
        Check.That(chunks.All(chunk => chunk.Data.Length > 0), "no chunk is empty", "there is an empty one", Law.Process);
        Check.Bytes("12345"u8, chunks.Join(StandardStream.StandardOutput), "standard output", Law.Process);
        await process.WaitAsync(context.CancellationToken).ConfigureAwait(false);
        var after = await context.ReadAllAsync(process, chunks.Count).ConfigureAwait(false);
        Check.Equal(0, after.Count, "the number of chunks after the last one", Law.Process);
    }

    /// <summary>Output is replayed from any number, without a gap or a duplicate, while the process runs and afterwards.</summary>
    [ComplianceCase("processes/replay")]
    public static async Task Replay(ComplianceContext context)
    {
        var sandbox = await context.ProcessSandboxAsync().ConfigureAwait(false);
        var process = await context.StartShellAsync(
            sandbox, "for i in 1 2 3 4 5 6; do echo $i; sleep 0.05 2>/dev/null || sleep 1; done").ConfigureAwait(false);
        var live = await context.ReadAllAsync(process).ConfigureAwait(false);
        CheckNumbers(live, first: 0);
        for (var from = 0; from < live.Count; from += Math.Max(1, live.Count / 3))
        {
            var again = await context.ReadAllAsync(process, from).ConfigureAwait(false);
            CheckNumbers(again, from);
            Check.Bytes(
                live.Skip(from).Join(StandardStream.StandardOutput),
                again.Join(StandardStream.StandardOutput),
                $"the output replayed from chunk {from}",
                Law.Process);
        }
    }

    /// <summary>Two readers at the same time each get everything.</summary>
    [ComplianceCase("processes/two-readers")]
    public static async Task TwoReaders(ComplianceContext context)
    {
        var sandbox = await context.ProcessSandboxAsync().ConfigureAwait(false);
        var process = await context.StartShellAsync(
            sandbox, "for i in 1 2 3 4 5; do printf \"$i \"; sleep 0.05 2>/dev/null || :; done").ConfigureAwait(false);
        var readers = await Task.WhenAll(context.ReadAllAsync(process), context.ReadAllAsync(process)).ConfigureAwait(false);
        foreach (var chunks in readers)
        {
            Check.Bytes("1 2 3 4 5 "u8, chunks.Join(StandardStream.StandardOutput), "what each of two readers gets", Law.Process);
        }
    }

    /// <summary>A reader that stops early does not block the process for ever.</summary>
    [ComplianceCase("processes/reader-stops-early")]
    public static async Task ReaderStopsEarly(ComplianceContext context)
    {
        var sandbox = await context.ProcessSandboxAsync().ConfigureAwait(false);
        var process = await context.StartShellAsync(sandbox, "head -c \"$1\" /dev/zero; exit 9", $"{EightMebibytes}").ConfigureAwait(false);
        await foreach (var chunk in process.ReadOutputAsync(0, context.CancellationToken).ConfigureAwait(false))
        {
            Check.That(chunk.Data.Length > 0, "output", "none", Law.Process);
            break;
        }

        var result = await WithinAsync(
            process.WaitAsync(context.CancellationToken), "WaitAsync after the only reader has stopped").ConfigureAwait(false);
        Check.Exited(result, 9, "a process that writes 8 MiB which nobody reads", Law.Process);
    }

    /// <summary>A slow reader loses nothing.</summary>
    [ComplianceCase("processes/slow-reader")]
    public static async Task SlowReader(ComplianceContext context)
    {
        var sandbox = await context.ProcessSandboxAsync().ConfigureAwait(false);
        var process = await context.StartShellAsync(
            sandbox, "head -c \"$1\" /dev/zero | tr '\\0' x; printf end", $"{EightMebibytes}").ConfigureAwait(false);
        await WithinAsync(process.WaitAsync(context.CancellationToken), "WaitAsync without a reader").ConfigureAwait(false);
        long bytes = 0;
        byte last = 0;
        await foreach (var chunk in process.ReadOutputAsync(0, context.CancellationToken).ConfigureAwait(false))
        {
            bytes += chunk.Data.Length;
            last = chunk.Data.Span[^1];
        }

        Check.Equal(EightMebibytes + 3, bytes, "the number of bytes that a reader gets who comes after the end", Law.Process);
        Check.Equal((byte)'d', last, "the last of them", Law.Process);
    }

    /// <summary>Lines: whole, decoded over chunk borders, the last one without an end of line too.</summary>
    [ComplianceCase("processes/lines")]
    public static async Task Lines(ComplianceContext context)
    {
        var sandbox = await context.ProcessSandboxAsync().ConfigureAwait(false);
        // The bytes of one character come in two writes.
        var process = await context.StartShellAsync(sandbox, "printf 'one\\ntw'; sleep 0.1 2>/dev/null || sleep 1; printf 'o \\305'; " +
            "sleep 0.1 2>/dev/null || sleep 1; printf '\\274\\n\\nlast'; printf 'oops\\n' >&2").ConfigureAwait(false);
        var lines = new List<OutputLine>();
        await foreach (var line in process.ReadLinesAsync(context.CancellationToken).ConfigureAwait(false))
        {
            lines.Add(line);
        }

        Check.Equal(
            "one|two ż||last",
            string.Join('|', lines.Where(line => line.Stream == StandardStream.StandardOutput).Select(line => line.Text)),
            "the lines of standard output",
            Law.BytesFirst);
        Check.Equal(
            "oops",
            string.Join('|', lines.Where(line => line.Stream == StandardStream.StandardError).Select(line => line.Text)),
            "the lines of standard error",
            Law.BytesFirst);
    }

    /// <summary>A sandbox that is destroyed under a process makes it unavailable; there is no exit code.</summary>
    [ComplianceCase("processes/sandbox-destroyed-mid-stream")]
    public static async Task SandboxDestroyedMidStream(ComplianceContext context)
    {
        context.Require(SandboxOperation.StartProcess);
        context.RequireShell();
        var sandbox = await context.CreateSandboxAsync().ConfigureAwait(false);
        var process = await context.StartShellAsync(sandbox, "printf begun; sleep 120").ConfigureAwait(false);
        await context.ReadUntilAsync(process, "begun").ConfigureAwait(false);
        var reading = context.ReadAllAsync(process);
        var waiting = process.WaitAsync(context.CancellationToken);
        await context.Provider.DestroyAsync(sandbox.Id, context.CancellationToken).ConfigureAwait(false);
        var read = await Check.ThrowsAsync<SandboxUnavailableException>(
            () => reading.WaitAsync(context.Settings.Patience, context.CancellationToken),
            "ReadOutputAsync when the sandbox is destroyed under it",
            Law.NeverInvent).ConfigureAwait(false);
        var waited = await Check.ThrowsAsync<SandboxUnavailableException>(
            () => waiting.WaitAsync(context.Settings.Patience, context.CancellationToken),
            "WaitAsync when the sandbox is destroyed under it",
            Law.NeverInvent).ConfigureAwait(false);
        Check.That(
            read.IsOutcomeUnknown && waited.IsOutcomeUnknown,
            "IsOutcomeUnknown, for the process was under way",
            "an error that says that nothing has happened",
            Law.NeverInvent);
    }

    private static void CheckNumbers(List<OutputChunk> chunks, long first)
    {
        for (var i = 0; i < chunks.Count; i++)
        {
            Check.Equal(first + i, chunks[i].Sequence, $"the sequence number of chunk {i} of a reading from {first}", Law.Process);
        }
    }

    private static async Task<ExecutionResult> WithinAsync(Task<ExecutionResult> task, string what)
    {
        ExecutionResult? result = null;
        await Check.SucceedsAsync(
            async () => result = await task.WaitAsync(TimeSpan.FromSeconds(30)).ConfigureAwait(false),
            what,
            Law.Process).ConfigureAwait(false);
        return result!;
    }
}
