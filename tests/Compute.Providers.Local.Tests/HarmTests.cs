using System.Diagnostics;
using Compute.Framework;
using Compute.Providers.Local.Native;
using Compute.Providers.Local.State;

namespace Compute.Providers.Local.Tests;

/// <summary>Whatever one sandbox leaves behind, it is deleted or skipped, and the others go on.</summary>
public abstract class HarmTests : LocalFixture
{
    private const string Deep = "set -e; n=$(printf '%0200d' 0); i=0; while [ $i -lt 40 ]; do mkdir $n; cd -P ./$n; i=$((i+1)); done; echo deep > file";

    [Theory]
    [InlineData(Deep)]
    [InlineData("mkdir -p a/b/c; echo x > a/b/c/f; chmod 500 a/b/c; chmod 000 a/b; chmod 0 a")]
    [InlineData("mkdir a; mkdir a/r; chmod 400 a/r; mkdir a/x; chmod 100 a/x")]
    [InlineData("mkdir d; cd d; printf x > \"$(printf 'caf\\351')\"; mkdir \"$(printf '\\377')\"; ln -s / root; ln -s . loop; mkfifo pipe; ln -s nowhere \"$(printf '\\200')\"")]
    public async Task Nothing_of_a_destroyed_sandbox_is_left(string script)
    {
        var sandbox = await CreateAsync();
        Assert.Equal(0, (await ShellAsync(sandbox, script)).ExitCode);
        await Provider.DestroyAsync(sandbox.Id, Cancel);
        Assert.Empty(Directory.GetFileSystemEntries(new StateDirectory(StateDirectory).Trash));
    }

    [Fact]
    public async Task A_deep_tree_is_branched_and_both_are_destroyed()
    {
        var sandbox = await CreateAsync();
        Assert.Equal(0, (await ShellAsync(sandbox, $"({Deep}); mkdir bad; printf bytes > \"bad/$(printf 'caf\\351')\"; touch -d @-5 old; chmod 700 bad")).ExitCode);
        await using var busy = await StartAsync(sandbox, ["sleep", "600"]);
        var branch = Assert.Single(await Provider.BranchAsync(sandbox, 1, new Dictionary<string, string>(), Cancel));
        await busy.KillAsync(Cancel);
        const string Look = "i=0; while cd -P ./0* 2>/dev/null; do i=$((i+1)); done; echo $i; cat file; ";
        Assert.Equal("40\ndeep\n", (await ShellAsync(branch, Look)).Output);
        Assert.Equal("bytes", (await ShellAsync(branch, "cat bad/*")).Output);
        await Provider.DestroyAsync(branch.Id, Cancel);
        await Provider.DestroyAsync(sandbox.Id, Cancel);
        Assert.Empty(Directory.GetFileSystemEntries(new StateDirectory(StateDirectory).Trash));
    }

    [Fact]
    public async Task A_directory_of_twenty_thousand_levels_needs_no_stack_and_no_descriptors()
    {
        var root = Directory.CreateTempSubdirectory("compute-deep-");
        using (var cursor = new DirectoryCursor(InsideRoot.OpenHere(root.FullName, Libc.O_RDONLY | Libc.O_DIRECTORY)))
        {
            var name = NativeName.Of("d");
            for (var level = 0; level < 20_000; level++)
            {
                Assert.Equal(0, At.MakeDirectory(cursor.Current, name, 0x1C0));
                cursor.Enter(name, At.TryOpenDirectory(cursor.Current, name, out _)!);
            }
        }

        Assert.Null(await Task.Run(() => TreeDeletion.Delete(root.FullName), Cancel));
        Assert.False(root.Exists && Directory.Exists(root.FullName));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"Id\":\"other\",\"CreatedAt\":\"2026-01-01T00:00:00Z\",\"Isolation\":0}")]
    [InlineData("{\"Id\":\"ID\",\"CreatedAt\":\"2026-01-01T00:00:00Z\",\"Isolation\":0,\"Labels\":null}")]
    [InlineData("{\"Id\":\"ID\",\"CreatedAt\":\"99999-01-01T00:00:00Z\",\"Isolation\":0}")]
    [InlineData(null)]
    public async Task What_became_of_one_record_hides_no_other_sandbox(string? content)
    {
        var (harmed, other) = (await CreateAsync(), await CreateAsync());
        var paths = new StateDirectory(StateDirectory).Sandbox(harmed.Id);
        File.Delete(paths.Record);
        if (content is null)
        {
            Directory.CreateDirectory(Path.Combine(paths.Record, "x"));
        }
        else
        {
            await File.WriteAllTextAsync(paths.Record, content.Replace("ID", harmed.Id, StringComparison.Ordinal), Cancel);
        }

        await CheckOtherAsync(harmed, other);
    }

    [Theory]
    [InlineData("mkfifo \"$1/sandbox.json\"")]
    [InlineData("ln -s /dev/zero \"$1/sandbox.json\"")]
    [InlineData("ln -s sandbox.json \"$1/sandbox.json\"")]
    [InlineData("rm -f \"$1/lock\"; mkdir \"$1/lock\"; mkdir \"$1/sandbox.json\"")]
    [InlineData("mkfifo \"$1/namespaces.json.x\" \"$1/../../trash/aaaaaaaaaaaaaaaaaaaaaaaa\"; touch -d 2020-01-01 \"$1/../../trash/aaaaaaaaaaaaaaaaaaaaaaaa\"; mkdir \"$1/../$(printf '\\377')\" \"$1/sandbox.json\"")]
    public async Task What_is_in_place_of_a_state_file_hides_no_other_sandbox(string script)
    {
        var (harmed, other) = (await CreateAsync(), await CreateAsync());
        var paths = new StateDirectory(StateDirectory).Sandbox(harmed.Id);
        File.Delete(paths.Record);
        using (var shell = Process.Start("sh", ["-c", script, "sh", paths.Root]))
        {
            await shell.WaitForExitAsync(Cancel);
            Assert.Equal(0, shell.ExitCode);
        }

        await CheckOtherAsync(harmed, other);
    }

    [Fact]
    public async Task What_cannot_be_deleted_is_reported_and_stops_nothing()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "NotHere: Only root can mount.");
        var sandbox = await CreateAsync();
        var state = new StateDirectory(StateDirectory);
        var (kept, mount) = (Path.Combine(StateDirectory, "kept"), Path.Combine(state.Sandbox(sandbox.Id).Workspace, "mount"));
        Directory.CreateDirectory(kept);
        await File.WriteAllTextAsync(Path.Combine(kept, "f"), "kept", Cancel);
        Directory.CreateDirectory(mount);
        using (var shell = Process.Start("mount", ["--bind", kept, mount]))
        {
            await shell.WaitForExitAsync(Cancel);
            Assert.SkipUnless(shell.ExitCode == 0, "NotHere: Mounting is not possible here.");
        }

        await Provider.DestroyAsync(sandbox.Id, Cancel);
        Assert.Equal("kept", await File.ReadAllTextAsync(Path.Combine(kept, "f"), Cancel));
        var left = Assert.Single(Directory.GetDirectories(state.Trash));
        Assert.NotNull(TreeDeletion.Delete(left));
        var other = await CreateAsync();
        Assert.Equal([other.Id], await Provider.ListAsync(Cancel).Select(found => found.Id).ToListAsync(Cancel));

        Mounting.UnmountLater(Path.Combine(left, "workspace", "mount"));
        Assert.Null(TreeDeletion.Delete(left));
        Assert.Equal("kept", await File.ReadAllTextAsync(Path.Combine(kept, "f"), Cancel));
    }

    private async Task CheckOtherAsync(LocalSandbox harmed, LocalSandbox other)
    {
        Assert.Equal([other.Id], await Provider.ListAsync(Cancel).Select(found => found.Id).ToListAsync(Cancel));
        Assert.Null(await Provider.GetAsync(harmed.Id, Cancel));
        Assert.Equal("works\n", (await ShellAsync(other, "echo works")).Output);
        await Provider.CreateAsync(new LocalCreate(), Cancel);
        await Provider.DestroyAsync(harmed.Id, Cancel);
        Assert.False(Directory.Exists(new StateDirectory(StateDirectory).Sandbox(harmed.Id).Root));
    }
}

public sealed class ProcessHarmTests : HarmTests;

public sealed class NamespaceHarmTests : HarmTests
{
    protected override LocalIsolation Isolation => LocalIsolation.Namespaces;

    public override ValueTask InitializeAsync() => NamespacesNeeded.CheckAsync(base.InitializeAsync);
}
