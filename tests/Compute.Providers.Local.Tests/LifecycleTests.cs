using System.Diagnostics;
using Compute.Framework;
using Compute.Framework.Authoring;

namespace Compute.Providers.Local.Tests;

public abstract class LifecycleTests : LocalFixture
{
    [Fact]
    public async Task A_sandbox_is_found_listed_and_gone_after_its_end()
    {
        var labels = new Dictionary<string, string> { ["compute.owner"] = "o", ["team"] = "ü" };
        var sandbox = await CreateAsync(name: "n", labels: labels, lifetime: TimeSpan.FromHours(1));
        var other = NewProvider();
        var found = await other.GetAsync(sandbox.Id, Cancel);
        Assert.Equal(labels, found!.Labels);
        Assert.Equal((sandbox.CreatedAt, sandbox.CreatedAt.AddHours(1), "n", Isolation), (found.CreatedAt, found.ExpiresAt, found.Name, found.Isolation));
        Assert.Equal([sandbox.Id], await other.ListAsync(Cancel).Select(handle => handle.Id).ToListAsync(Cancel));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => other.DestroyAsync(sandbox.Id, Cancel)));
        Assert.Null(await Provider.GetAsync(sandbox.Id, Cancel));
        Assert.Null(await Provider.DescribeAsync(sandbox, Cancel));
        Assert.Empty(await Provider.ListAsync(Cancel).ToListAsync(Cancel));
        await Assert.ThrowsAsync<SandboxNotFoundException>(() => ShellAsync(sandbox, "true"));
        await Assert.ThrowsAsync<SandboxNotFoundException>(async () => await Provider.ReadFileAsync(sandbox, "f", Cancel));
        AssertNothingIsLeft();
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("../sandboxes")]
    [InlineData("no-such-sandbox")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("/etc")]
    public async Task What_is_no_id_of_a_sandbox_is_simply_not_there(string id)
    {
        await CreateAsync();
        Assert.Null(await Provider.GetAsync(id, Cancel));
        await Provider.DestroyAsync(id, Cancel);
        Assert.Single(await Provider.ListAsync(Cancel).ToListAsync(Cancel));
    }

    [Fact]
    public async Task A_lifetime_ends_the_sandbox_and_what_runs_in_it()
    {
        var sandbox = await CreateAsync(lifetime: TimeSpan.FromSeconds(2));
        var run = ShellAsync(sandbox, "sleep 60");
        Assert.Equal(ProcessFrameKind.Signaled, (await run).End.Kind);
        var trash = Path.Combine(StateDirectory, "trash");
        for (var attempt = 0; attempt < 1000 && (Directory.Exists(sandbox.WorkspaceDirectory) || Directory.GetDirectories(trash).Length > 0); attempt++)
        {
            await Task.Delay(20, Cancel);
        }

        Assert.Null(await Provider.GetAsync(sandbox.Id, Cancel));
        AssertNothingIsLeft();
    }

    [Fact]
    public async Task A_hundred_at_once_are_made_used_and_gone()
    {
        var sandboxes = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => CreateAsync()));
        Assert.Equal(100, sandboxes.Select(sandbox => sandbox.Id).Distinct().Count());
        var runs = await Task.WhenAll(sandboxes.Select(sandbox => ShellAsync(sandbox, "echo $COMPUTE_SANDBOX_ID > f; cat f")));
        Assert.Equal(sandboxes.Select(sandbox => sandbox.Id + "\n"), runs.Select(run => run.Output));
        await Task.WhenAll(sandboxes.Select(sandbox => Provider.DestroyAsync(sandbox.Id, Cancel)));
        AssertNothingIsLeft();
    }

    [Fact]
    public async Task What_a_killed_owner_left_is_listed_and_removed_with_its_processes_mounts_and_groups()
    {
        var program = Path.ChangeExtension(typeof(LifecycleTests).Assembly.Location, null);
        var method = $"{typeof(CrashingOwner).FullName}.{nameof(CrashingOwner.Own_sandboxes_until_killed)}";
        using var owner = Process.Start(new ProcessStartInfo(program, ["-explicit", "only", "-method", method])
        {
            Environment = { [CrashingOwner.Variable] = $"{StateDirectory}|{Isolation}" },
            RedirectStandardOutput = true,
        })!;
        for (var attempt = 0; attempt < 600 && !owner.HasExited && !File.Exists(Path.Combine(StateDirectory, "ready")); attempt++)
        {
            await Task.Delay(50, Cancel);
        }

        Assert.False(owner.HasExited, owner.HasExited ? await owner.StandardOutput.ReadToEndAsync(Cancel) : null);
        owner.Kill();
        await owner.WaitForExitAsync(Cancel);
        var left = await Provider.ListAsync(Cancel).ToListAsync(Cancel);
        Assert.Equal(4, left.Count);
        Assert.All(left, sandbox => Assert.Equal("crash", sandbox.Labels["owner"]));
        Assert.NotEmpty(left.SelectMany(CommandTests.Living));
        foreach (var sandbox in left)
        {
            Assert.Equal("kept\n", (await ShellAsync(sandbox, "cat f")).Output);
            await Provider.DestroyAsync(sandbox.Id, Cancel);
        }

        Assert.Empty(await LivingAsync(left));
        AssertNothingIsLeft();
    }

    private static async Task<List<int>> LivingAsync(List<LocalSandbox> sandboxes)
    {
        var all = new List<int>();
        foreach (var sandbox in sandboxes)
        {
            all.AddRange(await CommandTests.LivingAsync(sandbox));
        }

        return all;
    }

    private void AssertNothingIsLeft()
    {
        foreach (var folder in new[] { "sandboxes", "staging", "trash", "layers" })
        {
            Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(StateDirectory, folder)));
        }

        Assert.DoesNotContain(StateDirectory, File.ReadAllText("/proc/self/mountinfo"), StringComparison.Ordinal);
    }
}

public sealed class ProcessLifecycleTests : LifecycleTests;

public sealed class NamespaceLifecycleTests : LifecycleTests
{
    protected override LocalIsolation Isolation => LocalIsolation.Namespaces;

    public override ValueTask InitializeAsync() => NamespacesNeeded.CheckAsync(base.InitializeAsync);
}
