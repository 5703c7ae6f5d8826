namespace Compute.Framework.Testing.Tests.InMemory;

public sealed class FileTests : IAsyncLifetime
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private readonly CommandScript _commands = new();
    private readonly ManualTime _time = new();
    private ISandboxProvider<InMemoryProvider.Sandbox> _provider = null!;
    private InMemoryProvider.Sandbox _sandbox = null!;

    private ISandboxFileSystem Files => _sandbox.Files;

    public async ValueTask InitializeAsync()
    {
        _provider = InMemoryProvider.Create(_commands, timeProvider: _time);
        _sandbox = await _provider.CreateAsync(cancellationToken: Cancellation);
    }

    public ValueTask DisposeAsync() => _provider.DisposeAsync();

    [Theory]
    [InlineData("a/b", "/workspace/a/b")]
    [InlineData("./a//b/", "/workspace/a/b")]
    [InlineData("../a", "/a")]
    [InlineData("../../../../a", "/a")]
    [InlineData("/a/./b/../c", "/a/c")]
    public async Task Paths_lead_from_the_working_directory_and_never_above_the_root(string path, string absolute)
    {
        await Files.WriteAllTextAsync(path, "content", Cancellation);

        Assert.Equal("content", await Files.ReadAllTextAsync(absolute, Cancellation));
    }

    [Fact]
    public async Task An_entry_tells_what_is_known()
    {
        await Files.WriteAllTextAsync("file", "12345", Cancellation);
        _time.Advance(TimeSpan.FromMinutes(1));
        await Files.WriteAllTextAsync("later", "", Cancellation);

        var file = await Files.GetEntryAsync("file", Cancellation);
        var later = await Files.GetEntryAsync("./later", Cancellation);
        var directory = await Files.GetEntryAsync("/workspace", Cancellation);

        Assert.Equal(("file", "file", FileEntryType.File, 5L, (UnixFileMode?)Convert.ToInt32("644", 8)), (file!.Name, file.Path, file.Type, file.SizeBytes, file.Mode));
        Assert.Equal(("later", "./later", TimeSpan.FromMinutes(1)), (later!.Name, later.Path, later.ModifiedAt - file.ModifiedAt));
        Assert.Equal((FileEntryType.Directory, later.ModifiedAt), (directory!.Type, directory.ModifiedAt));
        Assert.Null(await Files.GetEntryAsync("file/below", Cancellation));
        Assert.Null(await Files.GetEntryAsync("missing", Cancellation));
    }

    [Fact]
    public async Task A_listing_has_what_the_directory_holds()
    {
        await Files.WriteAllTextAsync("d/file", "1", Cancellation);
        await Files.WriteAllTextAsync("d/sub/below", "2", Cancellation);

        var entries = await Files.ListAsync("d", Cancellation).ToListAsync(Cancellation);

        Assert.Equal([("d/file", FileEntryType.File), ("d/sub", FileEntryType.Directory)], entries.Select(entry => (entry.Path, entry.Type)));
        Assert.Equal(["workspace"], await Files.ListAsync("/", Cancellation).Select(entry => entry.Name).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task Each_way_in_which_a_path_is_wrong_has_its_error()
    {
        await Files.WriteAllTextAsync("file", "x", Cancellation);
        await Files.WriteAllTextAsync("d/inner", "x", Cancellation);

        await FailsAsync<SandboxFileNotFoundException>("missing", () => Files.OpenReadAsync("missing", Cancellation));
        await FailsAsync<SandboxFileNotFoundException>("missing", () => Files.DeleteAsync("missing", recursive: true, Cancellation));
        await FailsAsync<SandboxFileNotFoundException>("missing", () => Files.MoveAsync("missing", "x", Cancellation));
        await FailsAsync<SandboxFileNotFoundException>("missing", () => Files.CopyAsync("missing", "x", cancellationToken: Cancellation));
        await FailsAsync<SandboxFileNotFoundException>("missing", () => Files.ListAsync("missing", Cancellation).ToListAsync(Cancellation).AsTask());
        await FailsAsync<SandboxPathIsDirectoryException>("d", () => Files.OpenReadAsync("d", Cancellation));
        await FailsAsync<SandboxPathIsDirectoryException>("d", () => Files.WriteAllTextAsync("d", "x", Cancellation));
        await FailsAsync<SandboxPathIsDirectoryException>("/", () => Files.WriteAllTextAsync("/", "x", Cancellation));
        await FailsAsync<SandboxPathIsDirectoryException>("d", () => Files.CopyAsync("d", "copy", cancellationToken: Cancellation));
        await FailsAsync<SandboxPathIsDirectoryException>("d", () => Files.MoveAsync("file", "d", Cancellation));
        await FailsAsync<SandboxNotADirectoryException>("file/below", () => Files.WriteAllTextAsync("file/below", "x", Cancellation));
        await FailsAsync<SandboxNotADirectoryException>("file/below", () => Files.OpenReadAsync("file/below", Cancellation));
        await FailsAsync<SandboxNotADirectoryException>("file", () => Files.CreateDirectoryAsync("file", Cancellation));
        await FailsAsync<SandboxNotADirectoryException>("file", () => Files.ListAsync("file", Cancellation).ToListAsync(Cancellation).AsTask());
        await FailsAsync<SandboxNotADirectoryException>("file", () => Files.MoveAsync("d", "file", Cancellation));
        await FailsAsync<SandboxDirectoryNotEmptyException>("d", () => Files.DeleteAsync("d", cancellationToken: Cancellation));
        await FailsAsync<SandboxFileException>("d", () => Files.MoveAsync("d", "d/e/f", Cancellation));
        await FailsAsync<SandboxFileException>("d", () => Files.CopyAsync("d", "d/e", recursive: true, Cancellation));
        await FailsAsync<SandboxFileException>("/", () => Files.DeleteAsync("/", recursive: true, Cancellation));
        Assert.Equal(["/workspace/d", "/workspace/file"], await Files.ListAsync("/workspace", Cancellation).Select(entry => entry.Path).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task Moves_copies_and_deletions_take_trees()
    {
        await Files.WriteAllTextAsync("tree/a/b", "deep", Cancellation);
        await Files.CopyAsync("tree", "new/parent/copy", recursive: true, Cancellation);
        await Files.WriteAllTextAsync("tree/a/b", "changed", Cancellation);
        await Files.WriteAllTextAsync("other/a/c", "merged", Cancellation);
        await Files.CopyAsync("other", "new/parent/copy", recursive: true, Cancellation);
        await Files.MoveAsync("tree", "moved", Cancellation);
        await Files.MoveAsync("moved/a/b", "moved/a/b", Cancellation);
        await Files.DeleteAsync("other", recursive: true, Cancellation);

        Assert.Equal("deep", await Files.ReadAllTextAsync("new/parent/copy/a/b", Cancellation));
        Assert.Equal("merged", await Files.ReadAllTextAsync("new/parent/copy/a/c", Cancellation));
        Assert.Equal("changed", await Files.ReadAllTextAsync("moved/a/b", Cancellation));
        Assert.False(await Files.ExistsAsync("tree", Cancellation));
        Assert.False(await Files.ExistsAsync("other", Cancellation));
    }

    [Fact]
    public async Task Many_writers_lose_nothing()
    {
        await Task.WhenAll(Enumerable.Range(0, 64).Select(number => Task.Run(
            () => Files.WriteAllTextAsync($"many/{number}", $"{number}", Cancellation), Cancellation)));

        Assert.Equal(64, await Files.ListAsync("many", Cancellation).CountAsync(Cancellation));
        Assert.Equal("63", await Files.ReadAllTextAsync("many/63", Cancellation));
    }

    [Fact]
    public async Task An_upload_keeps_the_executable_bit_without_a_script()
    {
        if (OperatingSystem.IsWindows())
        {
            Needed.NotHere("Windows has no executable bit.");
        }

        var local = Directory.CreateTempSubdirectory("compute-test-");
        try
        {
            var script = Path.Combine(local.FullName, "run.sh");
            await File.WriteAllTextAsync(script, "#!/bin/sh\n", Cancellation);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
            }

            await _sandbox.UploadDirectoryAsync(local.FullName, "tools", Cancellation);
            await Files.UploadDirectoryAsync(local.FullName, "tools-too", Cancellation);

            Assert.Equal(Convert.ToInt32("755", 8), (int)(await Files.GetEntryAsync("tools/run.sh", Cancellation))!.Mode!);
            Assert.Equal(Convert.ToInt32("755", 8), (int)(await Files.GetEntryAsync("tools-too/run.sh", Cancellation))!.Mode!);
            Assert.Empty(_commands.Received);
        }
        finally
        {
            local.Delete(recursive: true);
        }
    }

    private static async Task FailsAsync<TError>(string path, Func<Task> action)
        where TError : SandboxFileException
    {
        var error = await Assert.ThrowsAsync<TError>(action);
        Assert.Equal(path, error.Path);
    }
}
