using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using Compute.Framework.Emulation;

namespace Compute.Framework.Tests.Emulation;

[UnsupportedOSPlatform("windows")]
[Collection("Emulation")]
public class ShellFileSystemTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Shells => TestShell.All;

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Shells))]
    public async Task Files_of_every_size_and_byte_come_back(string shell)
    {
        using var sandbox = new TestShell(shell);
        var files = new ShellFileSystem(sandbox.RunAsync);
        foreach (var size in new[] { 0, 1, 3000, 60 * 1024, 61 * 1024, 1024 * 1024, (4 * 1024 * 1024) + 5 })
        {
            var bytes = RandomNumberGenerator.GetBytes(size);
            await files.WriteAsync("deep/er/file", new MemoryStream(bytes), Token);
            Assert.Equal(bytes, await File.ReadAllBytesAsync(Path.Combine(sandbox.Work, "deep/er/file"), Token));
            Assert.Equal(bytes, await ReadAsync(files, Path.Combine(sandbox.Work, "deep/er/file")));
        }

        await files.WriteAsync("deep/er/file", new MemoryStream([1]), Token);
        Assert.Equal([1], await ReadAsync(files, "deep/er/file"));
        Assert.Single(Directory.GetFiles(Path.Combine(sandbox.Work, "deep/er")));
        Assert.InRange(sandbox.LongestArgument, 1, 100_000);
    }

    [Fact]
    public async Task A_file_of_exactly_one_chunk_comes_back()
    {
        using var sandbox = new TestShell("dash");
        var bytes = RandomNumberGenerator.GetBytes(ShellFileScripts.ReadBytes);
        await File.WriteAllBytesAsync(Path.Combine(sandbox.Work, "f"), bytes, Token);
        Assert.Equal(bytes, await ReadAsync(new ShellFileSystem(sandbox.RunAsync), "f"));
    }

    [Fact]
    public async Task A_back_end_that_feeds_input_takes_a_large_file_in_one_command()
    {
        using var sandbox = new TestShell("dash");
        var files = new ShellFileSystem(sandbox.RunWithInputAsync, acceptsInput: true);
        var bytes = RandomNumberGenerator.GetBytes(3_000_000);
        await files.WriteAsync("f", new MemoryStream(bytes), Token);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(Path.Combine(sandbox.Work, "f"), Token));
        Assert.Equal(3, sandbox.Commands);
    }

    [Fact]
    public async Task Without_base64_the_bytes_travel_in_octal()
    {
        using var sandbox = new TestShell("busybox");
        File.Delete(Path.Combine(sandbox.Root, "tools", "base64"));
        var files = new ShellFileSystem(sandbox.RunAsync);
        foreach (var size in new[] { 0, 300, 100_000 })
        {
            var bytes = RandomNumberGenerator.GetBytes(size);
            await files.WriteAsync("f", new MemoryStream(bytes), Token);
            Assert.Equal(bytes, await ReadAsync(files, "f"));
        }

        Assert.InRange(sandbox.LongestArgument, 1, 100_000);
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Shells))]
    public async Task Names_may_hold_anything(string shell)
    {
        using var sandbox = new TestShell(shell);
        var files = new ShellFileSystem(sandbox.RunAsync);
        string[] names = ["a b", "'q\"", "$(id)`id`", "new\nline\n", "-rf", "é🙂", new string('x', 255), "*", "a\\b", " ", ".hidden", "%s", "~"];
        foreach (var name in names)
        {
            await files.WriteAsync(name, new MemoryStream(Encoding.UTF8.GetBytes(name)), Token);
            Assert.Equal(name, Encoding.UTF8.GetString(await ReadAsync(files, name)));
            Assert.True(await files.ExistsAsync(name, Token));
            Assert.Equal(name, (await files.GetEntryAsync(name, Token))?.Name);
        }

        Assert.Equal(names.Order(StringComparer.Ordinal), (await ListAsync(files, ".")).Select(entry => entry.Name).Order(StringComparer.Ordinal));
        foreach (var name in names)
        {
            await files.CopyAsync(name, "d/" + name, false, Token);
            await files.MoveAsync(name, "e/" + name, Token);
            await files.DeleteAsync("d/" + name, false, Token);
        }

        Assert.Empty(await ListAsync(files, "d"));
        Assert.Equal(names.Length, (await ListAsync(files, "e/")).Count);
        await files.DeleteAsync("e", true, Token);
        Assert.False(await files.ExistsAsync("e", Token));
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Shells))]
    public async Task A_listing_describes_its_entries(string shell)
    {
        using var sandbox = new TestShell(shell);
        var files = new ShellFileSystem(sandbox.RunAsync);
        var file = Path.Combine(sandbox.Work, "dir", "file");
        Directory.CreateDirectory(Path.Combine(sandbox.Work, "dir", "sub"));
        await File.WriteAllTextAsync(file, "12345", Token);
        File.SetUnixFileMode(file, (UnixFileMode)0b111_101_000);
        File.SetLastWriteTimeUtc(file, new DateTime(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc));
        File.CreateSymbolicLink(Path.Combine(sandbox.Work, "dir", "link"), "nowhere");

        var entries = (await ListAsync(files, "dir")).ToDictionary(entry => entry.Name);
        Assert.Equal(3, entries.Count);
        Assert.Equal(
            new FileEntry
            {
                Name = "file", Path = "dir/file", Type = FileEntryType.File, SizeBytes = 5,
                ModifiedAt = new DateTimeOffset(2020, 1, 2, 3, 4, 5, TimeSpan.Zero), Mode = (UnixFileMode)0b111_101_000,
            },
            entries["file"] with { Owner = null, Group = null });
        Assert.Equal(entries["file"], await files.GetEntryAsync("dir/file", Token));
        Assert.Equal(FileEntryType.Directory, entries["sub"].Type);
        Assert.Equal(FileEntryType.SymbolicLink, entries["link"].Type);
        Assert.Equal(FileEntryType.SymbolicLink, (await files.GetEntryAsync("dir/link", Token))?.Type);
        Assert.Equal("/", (await files.GetEntryAsync("/", Token))?.Name);
        Assert.Empty(await ListAsync(files, "dir/sub"));
        Assert.Null(await files.GetEntryAsync("dir/none", Token));
        Assert.Null(await files.GetEntryAsync("dir/file/none", Token));
        Assert.False(await files.ExistsAsync("dir/file/none", Token));
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Shells))]
    public async Task A_thousand_entries_are_listed(string shell)
    {
        using var sandbox = new TestShell(shell);
        for (var i = 0; i < 1000; i++)
        {
            await File.WriteAllTextAsync(Path.Combine(sandbox.Work, $"{i}"), "", Token);
        }

        Assert.Equal(1000, (await ListAsync(new ShellFileSystem(sandbox.RunAsync), sandbox.Work)).Select(entry => entry.Name).Distinct().Count());
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Shells))]
    public async Task Errors_are_typed_and_name_the_path(string shell)
    {
        using var sandbox = new TestShell(shell) { IsUnprivileged = true };
        var files = new ShellFileSystem(sandbox.RunAsync);
        await files.WriteAsync("dir/file", new MemoryStream([1]), Token);
        await files.WriteAsync("file", new MemoryStream([1]), Token);
        Directory.CreateDirectory(Path.Combine(sandbox.Work, "closed"));
        await File.WriteAllTextAsync(Path.Combine(sandbox.Work, "closed", "inner"), "x", Token);
        File.SetUnixFileMode(Path.Combine(sandbox.Work, "closed"), UnixFileMode.None);
        await File.WriteAllTextAsync(Path.Combine(sandbox.Work, "secret"), "x", Token);
        File.SetUnixFileMode(Path.Combine(sandbox.Work, "secret"), UnixFileMode.None);

        await Throws<SandboxFileNotFoundException>("none", () => ReadAsync(files, "none"));
        await Throws<SandboxFileNotFoundException>("none/x", () => ReadAsync(files, "none/x"));
        await Throws<SandboxPathIsDirectoryException>("dir", () => ReadAsync(files, "dir"));
        await Throws<SandboxNotADirectoryException>("file/x", () => ReadAsync(files, "file/x"));
        await Throws<SandboxFileNotFoundException>("none", () => ListAsync(files, "none"));
        await Throws<SandboxNotADirectoryException>("file", () => ListAsync(files, "file"));
        await Throws<SandboxPathIsDirectoryException>("dir", () => WriteAsync(files, "dir", 5));
        await Throws<SandboxPathIsDirectoryException>("dir", () => WriteAsync(files, "dir", 100_000));
        await Throws<SandboxNotADirectoryException>("file/x", () => WriteAsync(files, "file/x", 5));
        await Throws<SandboxNotADirectoryException>("file/x/y", () => WriteAsync(files, "file/x/y", 100_000));
        await Throws<SandboxNotADirectoryException>("file", () => files.CreateDirectoryAsync("file", Token));
        await Throws<SandboxNotADirectoryException>("file/x/y", () => files.CreateDirectoryAsync("file/x/y", Token));
        await Throws<SandboxFileNotFoundException>("none", () => files.DeleteAsync("none", true, Token));
        await Throws<SandboxDirectoryNotEmptyException>("dir", () => files.DeleteAsync("dir", false, Token));
        await Throws<SandboxFileNotFoundException>("none", () => files.MoveAsync("none", "x", Token));
        await Throws<SandboxPathIsDirectoryException>("dir", () => files.MoveAsync("file", "dir", Token));
        await Throws<SandboxNotADirectoryException>("file", () => files.MoveAsync("dir", "file", Token));
        await Throws<SandboxNotADirectoryException>("file/x", () => files.MoveAsync("dir", "file/x", Token));
        await Throws<SandboxFileNotFoundException>("none", () => files.CopyAsync("none", "x", true, Token));
        await Throws<SandboxPathIsDirectoryException>("dir", () => files.CopyAsync("dir", "x", false, Token));
        await Throws<SandboxPathIsDirectoryException>("dir", () => files.CopyAsync("file", "dir", false, Token));
        await Throws<SandboxFileException>("dir", () => files.CopyAsync("dir", "dir/sub/copy", true, Token));

        await Throws<SandboxFileAccessDeniedException>("secret", () => ReadAsync(files, "secret"));
        await Throws<SandboxFileAccessDeniedException>("secret", () => WriteAsync(files, "secret", 5));
        await Throws<SandboxFileAccessDeniedException>("secret", () => WriteAsync(files, "secret", 100_000));
        await Throws<SandboxFileAccessDeniedException>("closed/inner", () => ReadAsync(files, "closed/inner"));
        await Throws<SandboxFileAccessDeniedException>("closed", () => ListAsync(files, "closed"));
        await Throws<SandboxFileAccessDeniedException>("closed/inner", () => files.ExistsAsync("closed/inner", Token));
        await Throws<SandboxFileAccessDeniedException>("closed/x", () => WriteAsync(files, "closed/x", 5));
        await Throws<SandboxFileAccessDeniedException>("closed/x/y", () => files.CreateDirectoryAsync("closed/x/y", Token));
        await Throws<SandboxFileAccessDeniedException>("/etc/cfw-x", () => WriteAsync(files, "/etc/cfw-x", 100_000));
        await Throws<SandboxFileAccessDeniedException>("/etc/hostname", () => files.DeleteAsync("/etc/hostname", false, Token));
        await Throws<SandboxFileAccessDeniedException>("/etc/cfw-x", () => files.MoveAsync("file", "/etc/cfw-x", Token));
        await Throws<SandboxFileAccessDeniedException>("/etc/cfw-x", () => files.CopyAsync("dir", "/etc/cfw-x", true, Token));
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Shells))]
    public async Task Writing_over_a_file_keeps_its_mode_and_links(string shell)
    {
        using var sandbox = new TestShell(shell) { IsUnprivileged = true };
        var files = new ShellFileSystem(sandbox.RunAsync);
        foreach (var size in new[] { 10, 100_000 })
        {
            var file = Path.Combine(sandbox.Work, "script");
            await File.WriteAllTextAsync(file, "x", Token);
            File.SetUnixFileMode(file, (UnixFileMode)0b111_111_111);
            var link = Path.Combine(sandbox.Work, $"link{size}");
            File.CreateSymbolicLink(link, "script");
            await WriteAsync(files, link, size);
            Assert.Equal((UnixFileMode)0b111_111_111, File.GetUnixFileMode(file));
            Assert.Equal(size, new FileInfo(file).Length);
            Assert.NotNull(new FileInfo(link).LinkTarget);
        }

        File.CreateSymbolicLink(Path.Combine(sandbox.Work, "dangling"), "made");
        await WriteAsync(files, "dangling", 10);
        Assert.Equal(10, new FileInfo(Path.Combine(sandbox.Work, "made")).Length);
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Shells))]
    public async Task A_file_in_a_directory_that_is_read_only_is_written(string shell)
    {
        using var sandbox = new TestShell(shell) { IsUnprivileged = true };
        var directory = Directory.CreateDirectory(Path.Combine(sandbox.Work, "fixed")).FullName;
        await File.WriteAllTextAsync(Path.Combine(directory, "file"), "x", Token);
        File.SetUnixFileMode(Path.Combine(directory, "file"), (UnixFileMode)0b110_110_110);
        File.SetUnixFileMode(directory, (UnixFileMode)0b101_101_101);
        await WriteAsync(new ShellFileSystem(sandbox.RunAsync), "fixed/file", 100_000);
        Assert.Equal(100_000, new FileInfo(Path.Combine(directory, "file")).Length);
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Shells))]
    public async Task Directories_are_copied_moved_and_deleted_with_what_they_hold(string shell)
    {
        using var sandbox = new TestShell(shell);
        var files = new ShellFileSystem(sandbox.RunAsync);
        await files.WriteAsync("a/b/c", new MemoryStream([7]), Token);
        File.SetUnixFileMode(Path.Combine(sandbox.Work, "a/b/c"), (UnixFileMode)0b111_101_101);
        File.CreateSymbolicLink(Path.Combine(sandbox.Work, "a/loop"), ".");
        await files.CopyAsync("a", "x/y", true, Token);
        await files.CopyAsync("a", "x/y", true, Token);
        Assert.Equal([7], await ReadAsync(files, "x/y/b/c"));
        Assert.False(await files.ExistsAsync("x/y/a", Token));
        Assert.Equal((UnixFileMode)0b111_101_101, (await files.GetEntryAsync("x/y/b/c", Token))?.Mode);
        Assert.Equal(FileEntryType.SymbolicLink, (await files.GetEntryAsync("x/y/loop", Token))?.Type);
        await files.MoveAsync("x", "p/q/r", Token);
        Assert.Equal([7], await ReadAsync(files, "p/q/r/y/b/c"));
        await files.DeleteAsync("p", true, Token);
        await files.DeleteAsync("a/loop", false, Token);
        Assert.True(await files.ExistsAsync("a/b/c", Token));
        await files.WriteAsync("other", new MemoryStream([8]), Token);
        await files.MoveAsync("other", "a/b/c", Token);
        Assert.Equal([8], await ReadAsync(files, "a/b/c"));
        await files.CreateDirectoryAsync("a/b", Token);
        await files.CreateDirectoryAsync("m/n/", Token);
        await files.DeleteAsync("m/n", false, Token);
    }

    [Fact]
    public async Task A_file_of_32_MiB_arrives_whole()
    {
        using var sandbox = new TestShell("dash");
        var bytes = RandomNumberGenerator.GetBytes(32 * 1024 * 1024);
        await new ShellFileSystem(sandbox.RunAsync).WriteAsync("f", new MemoryStream(bytes), Token);
        var sum = await sandbox.RunAsync(Command.Create("sha256sum", "f"), Token);
        Assert.StartsWith(Convert.ToHexStringLower(SHA256.HashData(bytes)), sum.StandardOutputText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_write_that_fails_leaves_the_old_file_and_no_other()
    {
        using var sandbox = new TestShell("dash");
        var files = new ShellFileSystem(sandbox.RunAsync);
        await files.WriteAsync("f", new MemoryStream([1]), Token);
        await Assert.ThrowsAsync<IOException>(async () => await files.WriteAsync("f", new FailingStream(200_000), Token));
        Assert.Equal([1], await ReadAsync(files, "f"));
        Assert.Single(Directory.GetFileSystemEntries(sandbox.Work));
    }

    private static async Task Throws<TException>(string path, Func<Task> call)
        where TException : SandboxFileException
    {
        var exception = await Assert.ThrowsAsync<TException>(call);
        Assert.Equal(path, exception.Path);
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Shells))]
    public async Task A_mode_that_is_set_is_the_whole_mode(string shell)
    {
        using var sandbox = new TestShell(shell);
        var files = new ShellFileSystem(sandbox.RunAsync);
        foreach (var name in (string[])["-x", "a b\n", "caf\udce9", "$(id)"])
        {
            await WriteAsync(files, name, 1);
            foreach (var mode in (UnixFileMode[])[(UnixFileMode)0x1ED, (UnixFileMode)0x180, (UnixFileMode)0xDED, 0])
            {
                await files.SetModeAsync(name, mode, Token);
                Assert.Equal(mode, (await files.GetEntryAsync(name, Token))!.Mode);
            }
        }

        // .NET cannot delete it with the sandbox.
        await files.DeleteAsync("caf\udce9", recursive: false, Token);

        await files.CreateDirectoryAsync("d", Token);
        await files.SetModeAsync("d", (UnixFileMode)0x5ED, Token);
        await files.SetModeAsync("d/", (UnixFileMode)0x1C0, Token);
        Assert.Equal((UnixFileMode)0x1C0, (await files.GetEntryAsync("d", Token))!.Mode);
        File.CreateSymbolicLink(Path.Combine(sandbox.Work, "d", "l"), "nowhere");
        await Throws<SandboxFileNotFoundException>("d/l", () => files.SetModeAsync("d/l", (UnixFileMode)0x1ED, Token));
        await Throws<SandboxFileNotFoundException>("none/f", () => files.SetModeAsync("none/f", (UnixFileMode)0x1ED, Token));
        await Throws<SandboxNotADirectoryException>("-x/f", () => files.SetModeAsync("-x/f", (UnixFileMode)0x1ED, Token));
        await Throws<SandboxFileAccessDeniedException>("/proc/self/status", () => files.SetModeAsync("/proc/self/status", (UnixFileMode)0x1ED, Token));
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Shells))]
    public async Task Owner_and_group_are_ids(string shell)
    {
        using var sandbox = new TestShell(shell);
        var files = new ShellFileSystem(sandbox.RunAsync);
        await WriteAsync(files, "d/f", 1);
        var listed = Assert.Single(await ListAsync(files, "d"));
        var described = (await files.GetEntryAsync("d/f", Token))!;

        Assert.Equal(Environment.IsPrivilegedProcess ? "0" : listed.Owner, listed.Owner);
        Assert.All((string?[])[listed.Owner, listed.Group], id => Assert.True(uint.TryParse(id, out _)));
        Assert.Equal((listed.Owner, listed.Group), (described.Owner, described.Group));
    }

    private static Task Throws<TException>(string path, Func<ValueTask> call)
        where TException : SandboxFileException => Throws<TException>(path, () => call().AsTask());

    private static Task Throws<TException>(string path, Func<ValueTask<bool>> call)
        where TException : SandboxFileException => Throws<TException>(path, () => (Task)call().AsTask());

    private static async Task WriteAsync(ShellFileSystem files, string path, int size) =>
        await files.WriteAsync(path, new MemoryStream(new byte[size]), Token);

    private static async Task<byte[]> ReadAsync(ShellFileSystem files, string path)
    {
        await using var stream = await files.OpenReadAsync(path, Token);
        using var content = new MemoryStream();
        await stream.CopyToAsync(content, Token);
        return content.ToArray();
    }

    private static async Task<List<FileEntry>> ListAsync(ShellFileSystem files, string path) =>
        await files.ListAsync(path, Token).ToListAsync(Token);

    private sealed class FailingStream(int length) : MemoryStream(new byte[length])
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer, cancellationToken) is > 0 and var count ? count : throw new IOException("The source broke.");
    }
}
