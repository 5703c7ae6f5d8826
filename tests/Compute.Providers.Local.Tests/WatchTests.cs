using Compute.Framework;

namespace Compute.Providers.Local.Tests;

public abstract class WatchTests : LocalFixture
{
    [Fact]
    public async Task Changes_by_commands_are_told_in_order()
    {
        var sandbox = await CreateAsync();
        await Provider.CreateDirectoryAsync(sandbox, "watched", Cancel);
        await using var changes = Provider.WatchFilesAsync(sandbox, "watched", Cancel).GetAsyncEnumerator(Cancel);
        Assert.True(await changes.MoveNextAsync());
        var root = changes.Current.Path;
        Assert.Equal(new FileChange(FileChangeKind.Ready, root), changes.Current);
        Assert.Equal(root, (await ShellAsync(sandbox, "cd watched && pwd -P")).Output.Trim());

        await ShellAsync(sandbox, "cd watched && echo 1 > a");
        await NextAsync(changes, new(FileChangeKind.Created, $"{root}/a"));
        await ShellAsync(sandbox, "cd watched && echo 2 >> a");
        await NextAsync(changes, new(FileChangeKind.Changed, $"{root}/a"));
        await ShellAsync(sandbox, "cd watched && mv a b");
        await NextAsync(changes, new(FileChangeKind.Renamed, $"{root}/b", $"{root}/a"));
        await ShellAsync(sandbox, "cd watched && rm b");
        await NextAsync(changes, new(FileChangeKind.Deleted, $"{root}/b"));
    }

    [Fact]
    public async Task What_a_new_directory_holds_is_told_once()
    {
        var sandbox = await CreateAsync();
        await using var changes = Provider.WatchFilesAsync(sandbox, ".", Cancel).GetAsyncEnumerator(Cancel);
        Assert.True(await changes.MoveNextAsync());
        await ShellAsync(sandbox, "mkdir -p deep/er && touch deep/er/file && touch last");
        var created = new List<string>();
        while (created.Count == 0 || created[^1] != "last")
        {
            Assert.True(await changes.MoveNextAsync());
            if (changes.Current.Kind == FileChangeKind.Created)
            {
                created.Add(Path.GetFileName(changes.Current.Path));
            }
        }

        Assert.Equal(["deep", "er", "file", "last"], created.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("mv a b")]
    [InlineData("rm -r a")]
    [InlineData("mv a b && mv b c")]
    public async Task What_is_made_again_is_created_again(string remove)
    {
        var sandbox = await CreateAsync();
        await using var changes = Provider.WatchFilesAsync(sandbox, ".", Cancel).GetAsyncEnumerator(Cancel);
        Assert.True(await changes.MoveNextAsync());
        var root = changes.Current.Path;
        for (var round = 0; round < 3; round++)
        {
            await ShellAsync(sandbox, "mkdir -p a/n; echo 1 > a/n/x");
            await UntilAsync(changes, new(FileChangeKind.Created, $"{root}/a"));
            await UntilAsync(changes, new(FileChangeKind.Created, $"{root}/a/n/x"));
            await ShellAsync(sandbox, remove + "; rm -rf b c; touch done");
            await UntilAsync(changes, new(FileChangeKind.Created, $"{root}/done"));
            await ShellAsync(sandbox, "rm done");
            await UntilAsync(changes, new(FileChangeKind.Deleted, $"{root}/done"));
        }
    }

    [Fact]
    public async Task A_directory_that_is_moved_and_moved_back_takes_its_names_with_it()
    {
        var sandbox = await CreateAsync();
        await using var changes = Provider.WatchFilesAsync(sandbox, ".", Cancel).GetAsyncEnumerator(Cancel);
        Assert.True(await changes.MoveNextAsync());
        var root = changes.Current.Path;
        await ShellAsync(sandbox, "mkdir a; echo 1 > a/x");
        await UntilAsync(changes, new(FileChangeKind.Created, $"{root}/a/x"));
        await ShellAsync(sandbox, "mv a b; mv b a; touch done");
        await UntilAsync(changes, new(FileChangeKind.Created, $"{root}/done"));
        await ShellAsync(sandbox, "rm a/x");
        await UntilAsync(changes, new(FileChangeKind.Deleted, $"{root}/a/x"));
        await ShellAsync(sandbox, "echo 2 > a/x");
        await UntilAsync(changes, new(FileChangeKind.Created, $"{root}/a/x"));
    }

    [Fact]
    public async Task Names_that_are_no_text_are_told_as_listings_tell_them()
    {
        var sandbox = await CreateAsync();
        await using var changes = Provider.WatchFilesAsync(sandbox, ".", Cancel).GetAsyncEnumerator(Cancel);
        Assert.True(await changes.MoveNextAsync());
        var root = changes.Current.Path;
        await ShellAsync(sandbox, "f=$(printf 'caf\\351'); d=$(printf '\\377dir'); : > $f; echo 1 >> $f; mv $f $f$f; rm $f$f; mkdir $d; : > $d/$f; mv $d $d$d; : > $d$d/late; touch last");
        foreach (var expected in (FileChange[])[
            new(FileChangeKind.Created, $"{root}/caf\uDCE9"),
            new(FileChangeKind.Changed, $"{root}/caf\uDCE9"),
            new(FileChangeKind.Renamed, $"{root}/caf\uDCE9caf\uDCE9", $"{root}/caf\uDCE9"),
            new(FileChangeKind.Deleted, $"{root}/caf\uDCE9caf\uDCE9"),
            new(FileChangeKind.Created, $"{root}/\uDCFFdir"),
        ])
        {
            await UntilAsync(changes, expected);
        }

        var told = new List<FileChange>();
        while (told.Count == 0 || told[^1].Path != $"{root}/last")
        {
            Assert.True(await changes.MoveNextAsync());
            told.Add(changes.Current);
        }

        Assert.Contains(new FileChange(FileChangeKind.Renamed, $"{root}/\uDCFFdir\uDCFFdir", $"{root}/\uDCFFdir"), told);
        Assert.Single(told, change => change.Kind == FileChangeKind.Created && change.Path.EndsWith("/caf\uDCE9", StringComparison.Ordinal));
        Assert.Single(told, change => change.Kind == FileChangeKind.Created && change.Path.EndsWith("/late", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_tree_of_new_directories_is_told_whole_and_once()
    {
        var sandbox = await CreateAsync();
        await using var changes = Provider.WatchFilesAsync(sandbox, ".", Cancel).GetAsyncEnumerator(Cancel);
        Assert.True(await changes.MoveNextAsync());
        var root = changes.Current.Path;
        await ShellAsync(sandbox, "for a in 0 1 2 3 4 5 6 7 8 9; do for b in 0 1 2 3 4 5 6 7 8 9; do mkdir -p $a/$b; : > $a/$b/x; done; mkdir t; : > t/x; mv t u$a; done; touch last");
        var told = new HashSet<string>(StringComparer.Ordinal);
        while (!told.Contains($"{root}/last"))
        {
            Assert.True(await changes.MoveNextAsync());
            switch (changes.Current)
            {
                case { Kind: FileChangeKind.Created, Path: var path }:
                    Assert.True(told.Add(path), $"{path} was told twice.");
                    break;
                case { Kind: FileChangeKind.Renamed, Path: var path, OldPath: { } old }:
                    var moved = told.Where(other => other == old || other.StartsWith(old + "/", StringComparison.Ordinal)).ToList();
                    told.ExceptWith(moved);
                    told.UnionWith(moved.Select(other => path + other[old.Length..]));
                    break;
            }
        }

        var digits = Enumerable.Range(0, 10).ToList();
        Assert.Equal(
            digits.SelectMany(a => (string[])[$"{a}", $"u{a}", $"u{a}/x", .. digits.SelectMany(b => (string[])[$"{a}/{b}", $"{a}/{b}/x"])])
                .Append("last").Select(path => $"{root}/{path}").Order(StringComparer.Ordinal),
            told.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_watch_of_a_directory_that_is_deleted_is_lost()
    {
        var sandbox = await CreateAsync();
        await Provider.CreateDirectoryAsync(sandbox, "watched", Cancel);
        await Assert.ThrowsAsync<SandboxUnavailableException>(async () =>
        {
            await foreach (var change in Provider.WatchFilesAsync(sandbox, "watched", Cancel))
            {
                Assert.Equal(FileChangeKind.Ready, change.Kind);
                await ShellAsync(sandbox, "rmdir watched");
            }
        });
    }

    [Fact]
    public async Task What_is_no_directory_is_an_error()
    {
        var sandbox = await CreateAsync();
        await ShellAsync(sandbox, "touch file");
        await Assert.ThrowsAsync<SandboxFileNotFoundException>(() => FirstAsync("missing"));
        await Assert.ThrowsAsync<SandboxNotADirectoryException>(() => FirstAsync("file"));

        async Task FirstAsync(string path)
        {
            await using var changes = Provider.WatchFilesAsync(sandbox, path, Cancel).GetAsyncEnumerator(Cancel);
            await changes.MoveNextAsync();
        }
    }

    /// <summary>Writing a file raises more than one event; those that repeat what is known are passed over.</summary>
    /// <summary>Reads on until a change is told; what else happens is of no interest.</summary>
    private static async Task UntilAsync(IAsyncEnumerator<FileChange> changes, FileChange expected)
    {
        var others = new List<FileChange>();
        while (others.Count < 100)
        {
            Assert.True(await changes.MoveNextAsync());
            if (changes.Current == expected)
            {
                return;
            }

            others.Add(changes.Current);
        }

        Assert.Fail($"{expected} was not told, but {string.Join(", ", others)}.");
    }

    private static async Task NextAsync(IAsyncEnumerator<FileChange> changes, FileChange expected)
    {
        for (var skipped = 0; skipped < 10; skipped++)
        {
            Assert.True(await changes.MoveNextAsync());
            if (changes.Current == expected)
            {
                return;
            }

            Assert.Equal(FileChangeKind.Changed, changes.Current.Kind);
        }

        Assert.Fail($"{expected} was not told.");
    }
}

public sealed class ProcessWatchTests : WatchTests;

public sealed class NamespaceWatchTests : WatchTests
{
    protected override LocalIsolation Isolation => LocalIsolation.Namespaces;

    public override ValueTask InitializeAsync() => NamespacesNeeded.CheckAsync(base.InitializeAsync);
}
