using System.Globalization;
using System.Text;
using Compute.Framework;
using Compute.Framework.Authoring;

namespace Compute.Providers.Local.Tests;

public abstract class TerminalTests : LocalFixture
{
    [Fact]
    public async Task A_program_has_a_terminal_of_the_size_that_was_asked_for()
    {
        await using var terminal = await OpenAsync(await CreateAsync(), ["sh", "-c", "test -t 0 && test -t 1 && test -t 2 && stty size"]);
        var run = await CollectAsync(terminal);
        Assert.Equal("40 132", run.Output.Trim());
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task A_resize_is_told_to_the_program()
    {
        await using var terminal = await OpenAsync(
            await CreateAsync(), ["sh", "-c", "trap 'stty size; exit 3' WINCH; echo ready; while :; do sleep 0.1; done"]);
        var resized = false;
        var run = await CollectAsync(terminal, async output =>
        {
            if (!resized && output.Contains("ready", StringComparison.Ordinal))
            {
                resized = true;
                await terminal.ResizeAsync(100, 30, Cancel);
            }
        });
        Assert.EndsWith("30 100", run.Output.Trim(), StringComparison.Ordinal);
        Assert.Equal(3, run.ExitCode);
    }

    [Fact]
    public async Task Ctrl_c_interrupts_what_runs_in_the_foreground_of_a_shell()
    {
        await using var terminal = await OpenAsync(await CreateAsync(), ["sh", "-i"]);
        var step = 0;
        var run = await CollectAsync(terminal, async output =>
        {
            if (step == 0)
            {
                step = 1;
                await TypeAsync(terminal, "echo be'gun'; sleep 60; echo $((40 + 2))\n");
            }
            else if (step == 1 && output.Contains("begun", StringComparison.Ordinal))
            {
                step = 2;
                await Task.Delay(200, Cancel);
                await TypeAsync(terminal, "\u0003");
                await TypeAsync(terminal, "echo ag'ain'; exit 7\n");
            }
        });
        Assert.Contains("again", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("42", run.Output, StringComparison.Ordinal);
        Assert.True(run.ExitCode == 7, $"{run.ExitCode}: {run.Output}");
    }

    [Fact]
    public async Task Wide_characters_go_in_and_out()
    {
        await using var terminal = await OpenAsync(await CreateAsync(), ["sh", "-c", "read line; echo \"<$line>\""]);
        await TypeAsync(terminal, "grüße 日本 🙂\n");
        Assert.Contains("<grüße 日本 🙂>", (await CollectAsync(terminal)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_end_of_the_input_is_a_character()
    {
        await using var terminal = await OpenAsync(await CreateAsync(), ["sh", "-c", "cat > /dev/null; echo done"]);
        await terminal.CloseInputAsync(Cancel);
        Assert.Contains("done", (await CollectAsync(terminal)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kill_ends_the_program_and_what_it_started()
    {
        var sandbox = await CreateAsync();
        await using var terminal = await OpenAsync(sandbox, ["sh", "-c", "sleep 4242 & echo ready; wait"]);
        var killed = false;
        var run = await CollectAsync(terminal, async output =>
        {
            if (!killed && output.Contains("ready", StringComparison.Ordinal))
            {
                killed = true;
                await terminal.KillAsync(Cancel);
            }
        });
        Assert.Equal((ProcessFrameKind.Signaled, 9), (run.End.Kind, run.End.Code));
        Assert.DoesNotContain("4242", (await ShellAsync(sandbox, "cat /proc/[0-9]*/cmdline | tr '\\0' ' ' | grep -o 'sleep 424[2]'")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_is_missing_is_told()
    {
        await using var terminal = await OpenAsync(await CreateAsync(), ["no-such-program"]);
        Assert.Equal(ProcessFrameKind.FailedToStart, (await CollectAsync(terminal)).End.Kind);
    }

    [Fact]
    public async Task Much_input_that_nobody_reads_neither_hangs_nor_outlives_the_program()
    {
        await using var terminal = await OpenAsync(await CreateAsync(), ["sh", "-c", "stty raw -echo; echo ready; sleep 0.5"]);
        Task? write = null;
        await CollectAsync(terminal, output =>
        {
            // Not before: a terminal that collects lines drops what is too long for one.
            if (output.Contains("ready", StringComparison.Ordinal))
            {
                write ??= terminal.WriteInputAsync(new byte[1024 * 1024], Cancel).AsTask();
            }

            return Task.CompletedTask;
        });
        await Assert.ThrowsAsync<ProcessInputClosedException>(() => write!);
    }

    private ValueTask<TerminalChannel> OpenAsync(LocalSandbox sandbox, string[] arguments) =>
        Provider.OpenTerminalAsync(sandbox, arguments, null, new Dictionary<string, string>(), columns: 132, rows: 40, Cancel);

    private static ValueTask TypeAsync(TerminalChannel terminal, string text) => terminal.WriteInputAsync(Encoding.UTF8.GetBytes(text), Cancel);

    private static async Task<Run> CollectAsync(TerminalChannel terminal, Func<string, Task> onOutput)
    {
        var output = new MemoryStream();
        ProcessFrame? end = null;
        await foreach (var frame in terminal.ReadFramesAsync(Cancel))
        {
            if (frame.Kind == ProcessFrameKind.StandardOutput)
            {
                output.Write(frame.Data.Span);
                await onOutput(Encoding.UTF8.GetString(output.ToArray()));
            }
            else
            {
                end = frame;
            }
        }

        Assert.True(end is not null, string.Create(CultureInfo.InvariantCulture, $"No end after {output.Length} bytes."));
        return new Run(end.Value, output.ToArray(), []);
    }
}

public sealed class ProcessTerminalTests : TerminalTests;

public sealed class NamespaceTerminalTests : TerminalTests
{
    protected override LocalIsolation Isolation => LocalIsolation.Namespaces;

    public override ValueTask InitializeAsync() => NamespacesNeeded.CheckAsync(base.InitializeAsync);
}
