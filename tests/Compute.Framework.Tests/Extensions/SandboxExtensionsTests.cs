using System.Runtime.CompilerServices;
using System.Runtime.Versioning;

namespace Compute.Framework.Tests.Extensions;

[UnsupportedOSPlatform("windows")]
[Collection("Emulation")]
public class SandboxExtensionsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_short_form_means_what_it_says()
    {
        await using var sandbox = new ShellSandbox();
        List<string> list = ["a", "b c"];
#pragma warning disable xUnit1051 // The forms without a token are what is tested.
        Assert.Equal("a|b c|", (await sandbox.RunAsync("printf", "%s|", "a", "b c")).StandardOutputText);
        Assert.Equal("a|b c|", (await sandbox.RunAsync("printf", ["%s|", .. list])).StandardOutputText);
        Assert.Equal("a|b c|", (await sandbox.RunAsync("printf", list.Prepend("%s|"))).StandardOutputText);
        Assert.Equal("a b c", (await sandbox.RunShellAsync("printf '%s %s' \"$@\"", list)).StandardOutputText);
        Assert.Equal("x", (await sandbox.RunShellAsync("printf \"$1\"", "x")).StandardOutputText);
        Assert.True((await sandbox.RunAsync("true")).IsSuccess);
        await Assert.ThrowsAsync<UnsupportedCapabilityException>(() => sandbox.StartAsync("sleep", "1"));
#pragma warning restore xUnit1051
        Assert.True((await sandbox.RunAsync("true", Token)).IsSuccess);
        Assert.Equal("a|b c|", (await sandbox.RunAsync("printf", ["%s|", .. list], Token)).StandardOutputText);
        Assert.Equal(4, (await sandbox.RunShellAsync("exit 4", Token)).ExitCode);
        Assert.Equal(5, (await sandbox.RunShellAsync("exit $1", ["5"], Token)).ExitCode);
    }

    [Fact]
    public async Task Where_processes_cannot_be_started_output_comes_at_the_end()
    {
        await using var sandbox = new ShellSandbox();
        var chunks = new List<OutputChunk>();
        var result = await sandbox.RunWithOutputAsync(Command.Shell("echo out; echo err >&2; exit 3"), (chunk, _) =>
        {
            chunks.Add(chunk);
            return default;
        }, Token);
        Assert.Equal(3, result.ExitCode);
        Assert.Equal([(0L, StandardStream.StandardOutput), (1L, StandardStream.StandardError)], chunks.Select(chunk => (chunk.Sequence, chunk.Stream)));

        var lines = new List<string>();
        await sandbox.RunWithLinesAsync(Command.Shell("printf 'a\\nb'; echo err >&2"), async (line, _) =>
        {
            await Task.Yield();
            lines.Add(line.Text);
        }, Token);
        Assert.Equal(["a", "err", "b"], lines);
    }

    [Fact]
    public async Task Where_processes_can_be_started_output_comes_live_and_the_process_is_let_go_of()
    {
        var process = new FakeProcess();
        await using var sandbox = new ShellSandbox { Start = _ => process };
        var seen = new List<byte>();
        var result = await sandbox.RunWithOutputAsync(Command.Create("x"), async (chunk, token) =>
        {
            await Task.Yield();
            seen.AddRange(chunk.Data.Span);
        }, Token);
        Assert.Equal([1, 2, 3], seen);
        Assert.Equal(9, result.ExitCode);
        Assert.True(process.IsDisposed);
    }

    [Fact]
    public async Task A_callback_that_throws_ends_the_process()
    {
        var process = new FakeProcess();
        await using var sandbox = new ShellSandbox { Start = _ => process };
        await Assert.ThrowsAsync<InvalidDataException>(() => sandbox.RunWithOutputAsync(Command.Create("x"), (_, _) => throw new InvalidDataException(), Token));
        Assert.True(process.IsDisposed);
    }

    [Fact]
    public async Task Text_and_bytes_are_written_and_read_whole()
    {
        await using var sandbox = new ShellSandbox();
        await sandbox.Files.WriteAllTextAsync("a/text", "grüße", Token);
        Assert.Equal("grüße"u8.ToArray(), await File.ReadAllBytesAsync(Path.Combine(sandbox.Work, "a/text"), Token));
        Assert.Equal("grüße", await sandbox.Files.ReadAllTextAsync("a/text", Token));
        await sandbox.Files.WriteAllBytesAsync("bom", new byte[] { 0xEF, 0xBB, 0xBF, (byte)'x' }, Token);
        Assert.Equal("x", await sandbox.Files.ReadAllTextAsync("bom", Token));
        Assert.Equal([0xEF, 0xBB, 0xBF, (byte)'x'], await sandbox.Files.ReadAllBytesAsync("bom", Token));

        var several = Enumerable.Range(0, 20).ToDictionary(i => $"many/{i}", i => $"text {i}");
        await sandbox.Files.WriteFilesAsync(several, Token);
        foreach (var (path, text) in several)
        {
            Assert.Equal(text, await sandbox.Files.ReadAllTextAsync(path, Token));
        }
    }

    private sealed class FakeProcess : ISandboxProcess
    {
        public bool IsDisposed { get; private set; }

        public string Id => "1";

        public async IAsyncEnumerable<OutputChunk> ReadOutputAsync(long fromSequence = 0, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            yield return new OutputChunk(0, StandardStream.StandardOutput, new byte[] { 1, 2 });
            yield return new OutputChunk(1, StandardStream.StandardError, new byte[] { 3 });
        }

        public IAsyncEnumerable<OutputLine> ReadLinesAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task WriteInputAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task CloseInputAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task SignalAsync(Signal signal, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task KillAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<ExecutionResult> WaitAsync(CancellationToken cancellationToken = default) => Task.FromResult(ExecutionResult.Exited(9));

        public ValueTask DisposeAsync()
        {
            IsDisposed = true;
            return ValueTask.CompletedTask;
        }
    }
}
