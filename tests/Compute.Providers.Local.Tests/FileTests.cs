using System.Security.Cryptography;
using System.Text;
using Compute.Framework;

namespace Compute.Providers.Local.Tests;

public abstract class FileTests : LocalFixture
{
    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(8 * 1024 * 1024)]
    public async Task What_is_written_is_read_back_and_seen_inside(int size)
    {
        var sandbox = await CreateAsync();
        var content = RandomNumberGenerator.GetBytes(size);
        await Provider.WriteFileAsync(sandbox, "new/parents/file", new MemoryStream(content), Cancel);
        Assert.Equal(content, await ReadAsync(sandbox, "new/parents/file"));
        Assert.StartsWith(Convert.ToHexStringLower(SHA256.HashData(content)), (await ShellAsync(sandbox, "sha256sum new/parents/file")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Overwriting_truncates()
    {
        var sandbox = await CreateAsync();
        await WriteAsync(sandbox, "f", "long content");
        await WriteAsync(sandbox, "f", "x");
        Assert.Equal("x", (await ShellAsync(sandbox, "cat f")).Output);
    }

    [Fact]
    public async Task Names_may_hold_anything_but_a_slash()
    {
        var sandbox = await CreateAsync();
        string[] names = ["a b", "'\"", "$(id)", "x\ny", "ü€😀", "-rf", "*", new string('n', 255)];
        foreach (var name in names)
        {
            await WriteAsync(sandbox, "d/" + name, name);
            Assert.Equal(name, (await RunAsync(sandbox, ["cat", "--", name], "d")).Output);
        }

        var listed = await ListAsync(sandbox, "d");
        Assert.Equal(names.Order(StringComparer.Ordinal), listed.Select(entry => entry.Name).Order(StringComparer.Ordinal));
        foreach (var name in names)
        {
            await Provider.MovePathAsync(sandbox, "d/" + name, "e/" + name, Cancel);
            await Provider.CopyPathAsync(sandbox, "e/" + name, "d/" + name, false, Cancel);
            await Provider.DeletePathAsync(sandbox, "e/" + name, false, Cancel);
        }

        Assert.Equal(names.Length, (await ListAsync(sandbox, "d")).Count);
        Assert.Empty(await ListAsync(sandbox, "e"));
        await Assert.ThrowsAnyAsync<SandboxFileException>(() => WriteAsync(sandbox, new string('n', 256), "x"));
    }

    [Fact]
    public async Task Errors_are_typed_and_name_the_path()
    {
        var sandbox = await CreateAsync();
        await ShellAsync(sandbox, "mkdir -p dir/full; echo x > file; mkfifo fifo; ln -s loop loop");
        await Throws<SandboxFileNotFoundException>("missing", path => ReadAsync(sandbox, path));
        await Throws<SandboxFileNotFoundException>("no/such", path => ReadAsync(sandbox, path));
        await Throws<SandboxFileNotFoundException>("missing", path => ListAsync(sandbox, path));
        await Throws<SandboxFileNotFoundException>("missing", path => Provider.DeletePathAsync(sandbox, path, true, Cancel));
        await Throws<SandboxFileNotFoundException>("missing", path => Provider.MovePathAsync(sandbox, path, "there", Cancel));
        await Throws<SandboxFileNotFoundException>("missing", path => Provider.CopyPathAsync(sandbox, path, "there", true, Cancel));
        await Throws<SandboxPathIsDirectoryException>("dir", path => ReadAsync(sandbox, path));
        await Throws<SandboxPathIsDirectoryException>("dir", path => WriteAsync(sandbox, path, "x"));
        await Throws<SandboxPathIsDirectoryException>("dir", path => Provider.CopyPathAsync(sandbox, path, "there", false, Cancel));
        await Throws<SandboxNotADirectoryException>("file", path => ListAsync(sandbox, path));
        await Throws<SandboxNotADirectoryException>("file", path => Provider.CreateDirectoryAsync(sandbox, path, Cancel));
        await Throws<SandboxNotADirectoryException>("file/below", path => WriteAsync(sandbox, path, "x"));
        await Throws<SandboxNotADirectoryException>("file/below", path => ReadAsync(sandbox, path));
        await Throws<SandboxDirectoryNotEmptyException>("dir", path => Provider.DeletePathAsync(sandbox, path, false, Cancel));
        await Throws<SandboxFileException>("fifo", path => ReadAsync(sandbox, path));
        await Throws<SandboxFileException>("loop", path => ReadAsync(sandbox, path), exact: false);
        Assert.Null(await Provider.DescribeFileAsync(sandbox, "missing", Cancel));
        Assert.False(await Provider.FileExistsAsync(sandbox, "file/below", Cancel));
        Assert.True(await Provider.FileExistsAsync(sandbox, "loop", Cancel));
    }

    private static async Task Throws<T>(string path, Func<string, Task> action, bool exact = true)
        where T : SandboxFileException
    {
        var error = exact ? await Assert.ThrowsAsync<T>(() => action(path)) : await Assert.ThrowsAnyAsync<T>(() => action(path));
        Assert.Equal(path, error.Path);
    }

    [Fact]
    public async Task Entries_tell_kind_size_time_and_mode()
    {
        var sandbox = await CreateAsync();
        await ShellAsync(sandbox, "mkdir d; printf 12345 > d/f; chmod 750 d/f; touch -d 2020-01-02T03:04:05Z d/f; ln -s f d/l; mkfifo d/p; mkdir d/s");
        var entries = (await ListAsync(sandbox, "d")).ToDictionary(entry => entry.Name);
        Assert.Equal(["f", "l", "p", "s"], entries.Keys.Order());
        Assert.Equal((FileEntryType.File, 5L, "d/f"), (entries["f"].Type, entries["f"].SizeBytes, entries["f"].Path));
        Assert.Equal(new DateTimeOffset(2020, 1, 2, 3, 4, 5, TimeSpan.Zero), entries["f"].ModifiedAt);
        Assert.Equal((UnixFileMode)0x1E8, entries["f"].Mode);
        Assert.Equal((FileEntryType.SymbolicLink, FileEntryType.Other, FileEntryType.Directory), (entries["l"].Type, entries["p"].Type, entries["s"].Type));
        Assert.Equal(FileEntryType.SymbolicLink, (await Provider.DescribeFileAsync(sandbox, "d/l", Cancel))!.Type);
        Assert.Equal(FileEntryType.Directory, (await Provider.DescribeFileAsync(sandbox, "d", Cancel))!.Type);
        Assert.Equal(FileEntryType.Directory, (await Provider.DescribeFileAsync(sandbox, ".", Cancel))!.Type);
        Assert.Equal(FileEntryType.Directory, (await Provider.DescribeFileAsync(sandbox, "/", Cancel))!.Type);
    }

    [Fact]
    public async Task Trees_are_moved_copied_and_deleted_and_keep_modes_and_links()
    {
        var sandbox = await CreateAsync();
        await ShellAsync(sandbox, "mkdir -p a/b; echo x > a/b/run; chmod 755 a/b/run; ln -s run a/b/link; ln -s /etc a/out");
        await Provider.CopyPathAsync(sandbox, "a", "copies/c", true, Cancel);
        Assert.Equal("run\n/etc\n-rwxr-xr-x\n", (await ShellAsync(sandbox, "readlink copies/c/b/link copies/c/out; stat -c %A copies/c/b/run")).Output);
        await Provider.MovePathAsync(sandbox, "copies/c", "moved", Cancel);
        await Provider.DeletePathAsync(sandbox, "moved", true, Cancel);
        Assert.Equal("a\ncopies\n", (await ShellAsync(sandbox, "ls; test -d /etc")).Output);
    }

    [Fact]
    public async Task A_mode_that_is_set_is_seen_inside_and_follows_links()
    {
        var sandbox = await CreateAsync();
        await ShellAsync(sandbox, "mkdir d; printf x > d/f; chmod 640 d/f; ln -s d/f l; ln -s nowhere broken");
        await Provider.SetFileModeAsync(sandbox, "l", (UnixFileMode)0x1ED, Cancel);
        await Provider.SetFileModeAsync(sandbox, "d", (UnixFileMode)0x3C0, Cancel);
        Assert.Equal("755\n1700\n", (await ShellAsync(sandbox, "stat -c %a d/f d")).Output);
        await Provider.SetFileModeAsync(sandbox, "d/f", 0, Cancel);
        Assert.Equal("0\n", (await ShellAsync(sandbox, "stat -c %a d/f")).Output);
        await Throws<SandboxFileNotFoundException>("broken", path => Provider.SetFileModeAsync(sandbox, path, 0, Cancel));
        await Throws<SandboxFileNotFoundException>("missing", path => Provider.SetFileModeAsync(sandbox, path, 0, Cancel));
        await Throws<SandboxNotADirectoryException>("d/f/g", path => Provider.SetFileModeAsync(sandbox, path, 0, Cancel));
        await Throws<SandboxFileAccessDeniedException>("/proc/1/status", path => Provider.SetFileModeAsync(sandbox, path, 0, Cancel));
    }

    [Fact]
    public async Task Owner_and_group_are_those_that_commands_see()
    {
        var sandbox = await CreateAsync();
        await WriteAsync(sandbox, "f", "x");
        var listed = Assert.Single(await ListAsync(sandbox, "."));
        foreach (var (path, entry) in new[] { ("f", listed), ("f", (await Provider.DescribeFileAsync(sandbox, "f", Cancel))!), ("/usr", (await Provider.DescribeFileAsync(sandbox, "/usr", Cancel))!) })
        {
            Assert.Equal((await ShellAsync(sandbox, $"stat -c '%u %g' {path}")).Output.Trim(), $"{entry.Owner} {entry.Group}");
        }
    }

    [Fact]
    public async Task A_thousand_entries_are_listed()
    {
        var sandbox = await CreateAsync();
        await ShellAsync(sandbox, "mkdir many; cd many; seq 1000 | xargs touch");
        Assert.Equal(1000, (await ListAsync(sandbox, "many")).Count);
        Assert.Empty(await ListAsync(await CreateAsync(), "."));
    }

    [Fact]
    public async Task A_relative_path_does_not_lead_out_of_the_sandbox()
    {
        var sandbox = await CreateAsync();
        var outside = Path.Combine(StateDirectory, "outside");
        await ShellAsync(sandbox, $"ln -s {outside} link; ln -s {StateDirectory} up");
        await Assert.ThrowsAnyAsync<Exception>(() => WriteAsync(sandbox, "../../../outside", "x"));
        await Assert.ThrowsAnyAsync<SandboxFileException>(() => WriteAsync(sandbox, "link", "x"));
        await Assert.ThrowsAnyAsync<SandboxFileException>(() => WriteAsync(sandbox, "up/outside", "x"));
        Assert.False(File.Exists(outside));
    }

    internal Task WriteAsync(LocalSandbox sandbox, string path, string text) =>
        Provider.WriteFileAsync(sandbox, path, new MemoryStream(Encoding.UTF8.GetBytes(text)), Cancel);

    internal async Task<byte[]> ReadAsync(LocalSandbox sandbox, string path)
    {
        await using var stream = await Provider.ReadFileAsync(sandbox, path, Cancel);
        var content = new MemoryStream();
        await stream.CopyToAsync(content, Cancel);
        return content.ToArray();
    }

    internal async Task<List<FileEntry>> ListAsync(LocalSandbox sandbox, string path) =>
        await Provider.ListDirectoryAsync(sandbox, path, Cancel).ToListAsync(Cancel);
}

public sealed class ProcessFileTests : FileTests;

public sealed class NamespaceFileTests : FileTests
{
    protected override LocalIsolation Isolation => LocalIsolation.Namespaces;

    public override ValueTask InitializeAsync() => NamespacesNeeded.CheckAsync(base.InitializeAsync);
}
