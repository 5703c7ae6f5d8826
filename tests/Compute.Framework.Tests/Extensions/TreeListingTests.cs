using System.Runtime.CompilerServices;

namespace Compute.Framework.Tests.Extensions;

/// <summary>A file system that was written before trees could be listed lists them all the same.</summary>
public sealed class TreeListingTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_tree_is_listed_by_listings_of_its_directories()
    {
        ISandboxFileSystem files = new OldFiles { ["r"] = ["a/", "f"], ["r/a"] = ["b/", "g"], ["r/a/b"] = ["h"] };

        Assert.Equal(["r/a", "r/f", "r/a/b", "r/a/g", "r/a/b/h"], await PathsAsync(files, recursive: true));
        Assert.Equal(["r/a", "r/f"], await PathsAsync(files, recursive: false));
    }

    [Fact]
    public async Task Only_a_directory_below_may_be_gone_meanwhile()
    {
        ISandboxFileSystem files = new OldFiles { ["r"] = ["gone/", "kept/"], ["r/kept"] = ["f"] };

        Assert.Equal(["r/gone", "r/kept", "r/kept/f"], await PathsAsync(files, recursive: true));
        await Assert.ThrowsAsync<SandboxFileNotFoundException>(() => files.ListAsync("none", recursive: true, Cancellation).ToListAsync(Cancellation).AsTask());
    }

    [Fact]
    public async Task A_directory_that_cannot_be_read_is_an_error_that_names_it()
    {
        ISandboxFileSystem files = new OldFiles { ["r"] = ["locked/"], ["r/locked"] = ["!"] };

        var error = await Assert.ThrowsAsync<SandboxFileAccessDeniedException>(() => PathsAsync(files, recursive: true));

        Assert.Equal("r/locked", error.Path);
    }

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("")]
    [InlineData("../../etc")]
    public async Task A_directory_name_that_leads_elsewhere_ends_the_listing(string name)
    {
        ISandboxFileSystem files = new OldFiles { ["r"] = [name + "/"] };

        var error = await Assert.ThrowsAsync<SandboxFileException>(() => PathsAsync(files, recursive: true));

        Assert.Equal("r", error.Path);
    }

    [Fact]
    public async Task A_listing_is_cancelled_between_directories_too()
    {
        using var stop = new CancellationTokenSource();
        ISandboxFileSystem files = new OldFiles { ["r"] = ["a/"], ["r/a"] = ["f"] };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var entry in files.ListAsync("r", recursive: true, stop.Token))
            {
                Assert.Equal("r/a", entry.Path);
                await stop.CancelAsync();
            }
        });
    }

    private static async Task<IReadOnlyList<string>> PathsAsync(ISandboxFileSystem files, bool recursive) =>
        await files.ListAsync("r", recursive, Cancellation).Select(entry => entry.Path).ToListAsync(Cancellation);

    /// <summary>Directories by path; a name with a slash at its end is a directory's.</summary>
    private sealed class OldFiles : Dictionary<string, string[]>, ISandboxFileSystem
    {
        public async IAsyncEnumerable<FileEntry> ListAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            foreach (var name in TryGetValue(path, out var names) ? names : throw new SandboxFileNotFoundException(path))
            {
                var isDirectory = name.EndsWith('/');
                var plain = isDirectory ? name[..^1] : name;
                yield return plain == "!" ? throw new SandboxFileAccessDeniedException(path) : new FileEntry
                {
                    Name = plain, Path = $"{path}/{plain}", Type = isDirectory ? FileEntryType.Directory : FileEntryType.File,
                };
            }
        }

        public Task<Stream> OpenReadAsync(string path, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task WriteAsync(string path, Stream content, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task CreateDirectoryAsync(string path, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<FileEntry?> GetEntryAsync(string path, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<bool> ExistsAsync(string path, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task DeleteAsync(string path, bool recursive = false, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task MoveAsync(string source, string destination, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task CopyAsync(string source, string destination, bool recursive = false, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }
}
