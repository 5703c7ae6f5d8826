using System.Text;
using Compute.Providers.E2B.Tests.Serving;

namespace Compute.Providers.E2B.Tests.Behaviour;

/// <summary>What another process of the same user's finds again, through a second provider object that knows nothing of the first.</summary>
public sealed class ReconnectTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_process_is_listed_found_and_written_to()
    {
        await using var first = ServedE2B.Connect();
        await using var second = ServedE2B.Connect();
        await using var sandbox = await first.CreateAsync(cancellationToken: Cancel);
        await using var started = await sandbox.StartAsync(
            Command.Create("sh", "-c", "printf ready; read line; printf 'said %s' \"$line\"; exit 3"), Cancel);
        await ReadyAsync(started);
        var found = await FindAsync(second, sandbox.Id);
        var listed = await found.ListProcessesAsync(Cancel).ToListAsync(Cancel);
        Assert.Equal(["sh", "-c"], listed.Single(process => process.Id == started.Id).Arguments!.Take(2));
        await using var attached = await found.AttachProcessAsync(started.Id, Cancel);
        Assert.NotNull(attached);
        await attached.WriteInputAsync(Encoding.UTF8.GetBytes("hello\n"), Cancel);
        var result = await attached.WaitAsync(Cancel).WaitAsync(Patience, Cancel);
        Assert.Equal((3, "said hello"), (result.ExitCode, result.StandardOutputText));
        Assert.Equal("readysaid hello", (await started.WaitAsync(Cancel).WaitAsync(Patience, Cancel)).StandardOutputText);
        Assert.Null(await found.AttachProcessAsync("999999", Cancel));
    }

    [Fact]
    public async Task A_kill_reaches_what_the_process_has_started()
    {
        await using var first = ServedE2B.Connect();
        await using var second = ServedE2B.Connect();
        await using var sandbox = await first.CreateAsync(cancellationToken: Cancel);
        await using var started = await sandbox.StartAsync(Command.Create("sh", "-c", "sleep 3600 & printf ready; wait"), Cancel);
        await ReadyAsync(started);
        var found = await FindAsync(second, sandbox.Id);
        await using var attached = await found.AttachProcessAsync(started.Id, Cancel);
        await attached!.KillAsync(Cancel);
        var result = await started.WaitAsync(Cancel).WaitAsync(Patience, Cancel);
        Assert.Equal((ExecutionOutcome.Signaled, 9), (result.Outcome, result.Signal?.Number));
        var left = await sandbox.RunAsync(
            Command.Create("sh", "-c", "cat /proc/[0-9]*/cmdline | tr '\\0' ' ' | grep -c 'slee[p] 3600'"), Cancel);
        Assert.Equal("0", left.StandardOutputText.Trim());
    }

    [Fact]
    public async Task A_sandbox_whose_owner_is_gone_is_found_by_its_metadata()
    {
        await using var first = ServedE2B.Connect();
        await using var second = ServedE2B.Connect();
        var labels = new Dictionary<string, string> { ["for"] = "the reaper" };
        await using var sandbox = await first.CreateAsync(new CreateSandboxOptions { Labels = labels }, Cancel);
        var found = await second.ListAsync(new SandboxFilter { Labels = labels }, Cancel).SingleAsync(Cancel);
        Assert.Equal(sandbox.Id, found.Id);
        Assert.NotNull(found.Owner);
        Assert.Equal(labels, found.Labels);

        // Its owner lives: this process.
        await second.ReapAsync(cancellationToken: Cancel);
        Assert.NotNull(await second.GetAsync(sandbox.Id, Cancel));
    }

    private static async Task<IProcessTable> FindAsync(ISandboxProvider provider, string id)
    {
        var sandbox = await provider.GetAsync(id, Cancel);
        Assert.True(sandbox!.TryGet<IProcessTable>(out var table));
        return table;
    }

    private static async Task ReadyAsync(ISandboxProcess process)
    {
        var seen = string.Empty;
        await foreach (var chunk in process.ReadOutputAsync(cancellationToken: Cancel).WithCancellation(Cancel))
        {
            seen += Encoding.UTF8.GetString(chunk.Data.Span);
            if (seen.Contains("ready", StringComparison.Ordinal))
            {
                return;
            }
        }
    }
}
