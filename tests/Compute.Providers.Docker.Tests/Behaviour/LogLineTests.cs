namespace Compute.Providers.Docker.Tests;

/// <summary>A line of the log is one entry, whatever messages the engine makes of it.</summary>
public sealed class LogLineTests
{
    private static readonly string Long = new('a', 40_000);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(TestEngine.Engines), MemberType = typeof(TestEngine))]
    public async Task Lines_of_any_length_come_whole(string name)
    {
        const string Script = """
            head -c 40000 /dev/zero | tr '\0' a; echo
            echo; printf 'x\r\n'; head -c 16384 /dev/zero | tr '\0' b; echo; echo last
            echo error >&2
            sleep 1000
            """;
        var engine = TestEngine.Needed(name);
        await using var provider = engine.CreateProvider();
        var options = new CreateSandboxOptions().With(new DockerCreateOptions
        {
            Command = ["/bin/sh", "-c", Script],
            WaitFor = [WaitFor.LogLine("last", TimeSpan.FromMinutes(2)), WaitFor.LogLine("error", TimeSpan.FromMinutes(2))],
        });
        await using var sandbox = await provider.CreateAsync(options, Cancel);
        var logs = sandbox.ReadLogsAsync(cancellationToken: Cancel);
        string[] expected = [Long, "", "x\r", new string('b', 16_384), "last"];
        Assert.Equal(expected, await TextsAsync(logs.Where(entry => entry.Stream == StandardStream.StandardOutput)));
        Assert.Equal(["error"], await TextsAsync(logs.Where(entry => entry.Stream == StandardStream.StandardError)));
        Assert.All(await logs.ToListAsync(Cancel), entry => Assert.NotNull(entry.Timestamp));
        for (var tail = 0; tail <= 8; tail++)
        {
            var last = await TextsAsync(sandbox.ReadLogsAsync(new LogOptions { Tail = tail }, Cancel));
            Assert.Equal(Math.Min(tail, 6), last.Count);
            Assert.All(last, text => Assert.Contains(text, expected.Append("error")));
        }

        var followed = await TextsAsync(sandbox.ReadLogsAsync(new LogOptions { Tail = 6, Follow = true }, Cancel).Take(6));
        Assert.Contains(Long, followed);
    }

    private static async Task<List<string>> TextsAsync(IAsyncEnumerable<LogEntry> entries) => await entries.Select(entry => entry.Text).ToListAsync(Cancel);
}
