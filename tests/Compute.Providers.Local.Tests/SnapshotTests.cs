using System.Text;
using Compute.Framework;

namespace Compute.Providers.Local.Tests;

public abstract class SnapshotTests : LocalFixture
{
    private static readonly Dictionary<string, string> NoLabels = [];

    [Fact]
    public async Task A_snapshot_begins_a_sandbox_with_the_same_files_and_both_go_apart()
    {
        var source = await CreateAsync(labels: new Dictionary<string, string> { ["k"] = "v", ["compute.token"] = "t" });
        await ShellAsync(source, "mkdir -p d/e; echo one > d/e/f; ln -s f d/e/l; echo gone > gone; chmod 750 d; mkdir kept");
        var snapshot = await Provider.CreateSnapshotAsync(source, "first", Cancel);
        await ShellAsync(source, "echo two > d/e/f; rm gone; mv kept moved; touch new");
        var restored = await CreateAsync(snapshot.Id);
        Assert.Equal("d\ngone\nkept\none\n750\nf\n", (await ShellAsync(restored, "ls; cat d/e/f; stat -c %a d; readlink d/e/l")).Output);
        await ShellAsync(restored, "echo three > d/e/f; rm -r kept");
        Assert.Equal("d\nmoved\nnew\ntwo\n", (await ShellAsync(source, "ls; cat d/e/f")).Output);

        var second = await Provider.CreateSnapshotAsync(restored, null, Cancel);
        Assert.Equal((snapshot.Id, "first", "v"), (second.ParentId, snapshot.Name, snapshot.Labels["k"]));
        Assert.False(snapshot.Labels.ContainsKey("compute.token"));
        Assert.Equal("d\ngone\nthree\n", (await ShellAsync(await CreateAsync(second.Id), "ls; cat d/e/f")).Output);
        var ids = await Provider.ListSnapshotsAsync(Cancel).Select(info => info.Id).Order().ToListAsync(Cancel);
        Assert.Equal(new[] { snapshot.Id, second.Id }.Order(), ids);
    }

    [Fact]
    public async Task Deleting_a_snapshot_in_use_disturbs_nobody_and_at_the_end_no_layer_is_left()
    {
        var source = await CreateAsync();
        await ShellAsync(source, "echo one > f");
        var snapshot = await Provider.CreateSnapshotAsync(source, null, Cancel);
        var restored = await CreateAsync(snapshot.Id);
        await Provider.DeleteSnapshotAsync(snapshot.Id, Cancel);
        await Provider.DeleteSnapshotAsync(snapshot.Id, Cancel);
        await Provider.DeleteSnapshotAsync("../../etc", Cancel);
        await Provider.DestroyAsync(source.Id, Cancel);
        Assert.Equal("one\n", (await ShellAsync(restored, "cat f")).Output);
        Assert.Empty(await Provider.ListSnapshotsAsync(Cancel).ToListAsync(Cancel));
        await Assert.ThrowsAnyAsync<ComputeException>(() => CreateAsync(snapshot.Id));
        await Provider.DestroyAsync(restored.Id, Cancel);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(StateDirectory, "layers")));
        Assert.DoesNotContain(StateDirectory, await File.ReadAllTextAsync("/proc/self/mountinfo", Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Branches_share_the_past_and_nothing_else()
    {
        var source = await CreateAsync(environment: new Dictionary<string, string> { ["E"] = "kept" });
        await ShellAsync(source, "echo common > f");
        var branches = await Provider.BranchAsync(source, 3, new Dictionary<string, string> { ["b"] = "1" }, Cancel);
        Assert.Equal(3, branches.Select(branch => branch.Id).Distinct().Count());
        Assert.All(branches, branch => Assert.Equal("1", branch.Labels["b"]));
        await Task.WhenAll(branches.Select((branch, index) => ShellAsync(branch, $"echo {index} >> f; echo $E >> f")));
        await ShellAsync(source, "echo source >> f");
        for (var index = 0; index < 3; index++)
        {
            Assert.Equal($"common\n{index}\nkept\n", (await ShellAsync(branches[index], "cat f")).Output);
        }

        Assert.Equal("common\nsource\n", (await ShellAsync(source, "cat f")).Output);
    }

    [Fact]
    public async Task A_chain_of_fifty_branches_keeps_everything()
    {
        var current = await CreateAsync();
        for (var depth = 0; depth < 50; depth++)
        {
            await ShellAsync(current, $"echo {depth} > f{depth}; rm -f f{depth - 10}; echo {depth} >> all");
            current = Assert.Single(await Provider.BranchAsync(current, 1, NoLabels, Cancel));
        }

        var run = await ShellAsync(current, "ls | wc -l; wc -l < all; cat f49 f40; test ! -e f39");
        Assert.Equal(("11\n50\n49\n40\n", 0), (run.Output, run.ExitCode));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_source_that_keeps_writing_goes_on_and_is_not_seen_by_its_branches(bool isLayered)
    {
        var source = await CreateAsync();
        await ShellAsync(source, "echo old > old");
        if (isLayered)
        {
            await Provider.CreateSnapshotAsync(source, null, Cancel);
            await ShellAsync(source, "rm old; mkdir old; echo new > old/new; mkfifo p");
        }

        await using var writer = await StartAsync(source, ["sh", "-c", "exec 3>log; i=0; echo ready; while :; do i=$((i+1)); echo $i >&3; sleep 0.002; done"]);
        await using var frames = writer.ReadFramesAsync(Cancel).GetAsyncEnumerator(Cancel);
        Assert.True(await frames.MoveNextAsync());
        var branch = Assert.Single(await Provider.BranchAsync(source, 1, NoLabels, Cancel));
        var first = (await ShellAsync(branch, "cat log; ls old")).Output;
        await Task.Delay(200, Cancel);
        Assert.Equal(first, (await ShellAsync(branch, "cat log; ls old")).Output);
        Assert.Equal(isLayered, first.EndsWith("new\n", StringComparison.Ordinal));
        var before = int.Parse((await ShellAsync(source, "tail -1 log")).Output, System.Globalization.CultureInfo.InvariantCulture);
        await Task.Delay(100, Cancel);
        var after = int.Parse((await ShellAsync(source, "tail -1 log")).Output, System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(before, first.Split('\n').Length - 2, int.MaxValue);
        Assert.True(after > before, $"{after} after {before}");
        await writer.KillAsync(Cancel);
    }

    [Fact]
    public async Task A_crash_between_the_steps_of_freezing_loses_nothing()
    {
        var source = await CreateAsync();
        await ShellAsync(source, "echo kept > f");
        var store = new State.SandboxStore(new State.StateDirectory(StateDirectory));
        if (Snapshots.Overlay.Probe(store.State) is { } reason)
        {
            Needed.Missing("what overlays need", reason);
        }

        var layer = State.SandboxId.New();
        store.Update(store.Find(source.Id)! with { PendingLayer = layer });
        Assert.Equal("kept\n", (await ShellAsync(source, "cat f")).Output);
        store.Update(store.Find(source.Id)! with { PendingLayer = layer });
        Compute.Providers.Local.Isolation.NamespaceHolder.Kill(source.Id, store.State.Sandbox(source.Id));
        Directory.Move(store.State.Sandbox(source.Id).Workspace, store.State.Layer(layer));
        Assert.Equal("kept\n", (await ShellAsync(source, "cat f; echo more > g")).Output);
        Assert.Equal([layer], store.Find(source.Id)!.Layers);
    }

    [Fact]
    public async Task A_file_that_is_being_written_is_not_changed_in_a_branch()
    {
        var source = await CreateAsync();
        var write = ShellAsync(source, "exec 3>f; printf first >&3; while ! test -e go; do sleep 0.05; done; printf ' second' >&3");
        while (!(await ShellAsync(source, "cat f")).Output.Contains("first", StringComparison.Ordinal))
        {
            await Task.Delay(10, Cancel);
        }

        var branch = Assert.Single(await Provider.BranchAsync(source, 1, NoLabels, Cancel));
        await ShellAsync(source, "touch go");
        await write;
        Assert.Equal("first", (await ShellAsync(branch, "cat f")).Output);
        Assert.Equal("first second", (await ShellAsync(source, "cat f")).Output);
    }
}

public sealed class ProcessSnapshotTests : SnapshotTests;

public sealed class NamespaceSnapshotTests : SnapshotTests
{
    protected override LocalIsolation Isolation => LocalIsolation.Namespaces;

    public override ValueTask InitializeAsync() => NamespacesNeeded.CheckAsync(base.InitializeAsync);
}
