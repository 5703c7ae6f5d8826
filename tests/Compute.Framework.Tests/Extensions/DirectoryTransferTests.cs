using System.Runtime.Versioning;

namespace Compute.Framework.Tests.Extensions;

[UnsupportedOSPlatform("windows")]
[Collection("Emulation")]
public sealed class DirectoryTransferTests : IAsyncDisposable
{
    private const UnixFileMode Executable = (UnixFileMode)0b111_101_101;
    private readonly ShellSandbox _sandbox = new();
    private readonly string _local = Directory.CreateTempSubdirectory("cfw-local-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ISandbox Sandbox => _sandbox;

    private string Source => Directory.CreateDirectory(Path.Combine(_local, "source")).FullName;

    private string Target => Path.Combine(_local, "target");

    public async ValueTask DisposeAsync()
    {
        await _sandbox.DisposeAsync();
        Directory.Delete(_local, recursive: true);
    }

    [Theory]
    [InlineData("/", "/etc/passwd", true)]
    [InlineData("/srv", "/srv/a", true)]
    [InlineData("/srv", "/srv", false)]
    [InlineData("/srv", "/srv-evil/a", false)]
    [InlineData("/srv/", "/srv/a", true)]
    public void Below_a_directory_is_judged_by_whole_names_also_for_the_root(string directory, string path, bool isBelow) =>
        Assert.Equal(isBelow, HostFiles.IsBelow(directory, path));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_tree_goes_there_and_back_with_its_executable_bits(bool byFiles)
    {
        Directory.CreateDirectory(Path.Combine(Source, "sub", "empty"));
        await File.WriteAllTextAsync(Path.Combine(Source, "plain"), "1", Token);
        await File.WriteAllTextAsync(Path.Combine(Source, "sub", "-run me\n"), "2", Token);
        File.SetUnixFileMode(Path.Combine(Source, "sub", "-run me\n"), Executable);
        File.CreateSymbolicLink(Path.Combine(Source, "link"), "sub/-run me\n");

        await (byFiles ? _sandbox.Files.UploadDirectoryAsync(Source, "there/in", Token) : Sandbox.UploadDirectoryAsync(Source, "there/in", Token));
        await Sandbox.DownloadDirectoryAsync("there/in", Target, Token);

        Assert.Equal(
            ["link", "plain", "sub", "sub/-run me\n", "sub/empty"],
            Directory.EnumerateFileSystemEntries(Target, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Target, path)).Order(StringComparer.Ordinal));
        Assert.Equal("2", await File.ReadAllTextAsync(Path.Combine(Target, "link"), Token));
        Assert.True(File.GetUnixFileMode(Path.Combine(Target, "sub", "-run me\n")).HasFlag(UnixFileMode.UserExecute));
        Assert.False(File.GetUnixFileMode(Path.Combine(Target, "plain")).HasFlag(UnixFileMode.UserExecute));
    }

    [Fact]
    public async Task An_upload_adds_the_executable_bits_to_the_mode_that_a_file_has()
    {
        await File.WriteAllTextAsync(Path.Combine(Source, "script"), "new", Token);
        File.SetUnixFileMode(Path.Combine(Source, "script"), Executable);
        var there = Path.Combine(Directory.CreateDirectory(Path.Combine(_sandbox.Work, "d")).FullName, "script");
        await File.WriteAllTextAsync(there, "old", Token);
        File.SetUnixFileMode(there, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        await Sandbox.UploadDirectoryAsync(Source, "d", Token);

        Assert.Equal(("new", (UnixFileMode)0b111_001_001), (await File.ReadAllTextAsync(there, Token), File.GetUnixFileMode(there)));
    }

    [Fact]
    public async Task Where_modes_cannot_be_set_everything_is_uploaded_and_the_error_says_what_is_missing()
    {
        _sandbox.SetMode = (_, _, _) => throw new UnsupportedCapabilityException(nameof(SandboxOperation.SetFileMode));
        await File.WriteAllTextAsync(Path.Combine(Source, "plain"), "1", Token);
        await Sandbox.UploadDirectoryAsync(Source, "there", Token);
        await File.WriteAllTextAsync(Path.Combine(Source, "run"), "2", Token);
        File.SetUnixFileMode(Path.Combine(Source, "run"), Executable);
        await File.WriteAllTextAsync(Path.Combine(Source, "zlast"), "3", Token);

        var error = await Assert.ThrowsAsync<SandboxFileException>(() => _sandbox.Files.UploadDirectoryAsync(Source, "there", Token));

        Assert.Equal("there/run", error.Path);
        Assert.IsType<UnsupportedCapabilityException>(error.InnerException);
        Assert.Equal(["plain", "run", "zlast"], Directory.EnumerateFiles(Path.Combine(_sandbox.Work, "there")).Select(Path.GetFileName).Order());
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("../secret")]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("loop")]
    [InlineData("nowhere")]
    [InlineData("sub/up/secret")]
    public async Task A_link_that_leads_out_is_not_uploaded(string link)
    {
        await File.WriteAllTextAsync(Path.Combine(_local, "secret"), "s", Token);
        Directory.CreateDirectory(Path.Combine(Source, "sub"));
        Directory.CreateSymbolicLink(Path.Combine(_local, "up"), "..");
        if (link.StartsWith("sub", StringComparison.Ordinal))
        {
            // The way leads through another link.
            Directory.CreateSymbolicLink(Path.Combine(Source, "sub", "up"), "../..");
        }

        File.CreateSymbolicLink(Path.Combine(Source, "loop"), link == "loop" ? "loop" : link);
        await Assert.ThrowsAsync<SandboxFileException>(() => Sandbox.UploadDirectoryAsync(Source, "there", Token));
    }

    [Theory]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("")]
    [InlineData("../evil")]
    [InlineData("/tmp/evil")]
    [InlineData("a/b")]
    public async Task A_name_that_leads_out_is_not_downloaded(string name)
    {
        await _sandbox.Files.WriteAllTextAsync("d/file", "x", Token);
        _sandbox.Forge = entry => entry with { Name = name };
        await Assert.ThrowsAsync<SandboxFileException>(() => Sandbox.DownloadDirectoryAsync("d", Target, Token));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Target));
    }

    [Fact]
    public async Task Links_in_the_sandbox_are_not_followed()
    {
        await _sandbox.Files.CreateDirectoryAsync("d", Token);
        File.CreateSymbolicLink(Path.Combine(_sandbox.Work, "d", "link"), "/etc/passwd");
        await Assert.ThrowsAsync<SandboxFileException>(() => Sandbox.DownloadDirectoryAsync("d", Target, Token));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Target));
    }

    [Fact]
    public async Task Nothing_is_written_through_a_local_link()
    {
        var outside = Path.Combine(_local, "outside");
        await File.WriteAllTextAsync(outside, "old", Token);
        Directory.CreateDirectory(Target);
        File.CreateSymbolicLink(Path.Combine(Target, "file"), outside);
        await _sandbox.Files.WriteAllTextAsync("d/file", "new", Token);
        await Assert.ThrowsAsync<SandboxFileException>(() => Sandbox.DownloadDirectoryAsync("d", Target, Token));
        Assert.Equal("old", await File.ReadAllTextAsync(outside, Token));
    }

    [Fact]
    public async Task What_is_missing_is_an_error()
    {
        await Assert.ThrowsAsync<DirectoryNotFoundException>(() => Sandbox.UploadDirectoryAsync(Path.Combine(_local, "none"), "d", Token));
        await Assert.ThrowsAsync<SandboxFileNotFoundException>(() => Sandbox.DownloadDirectoryAsync("none", Target, Token));
    }
}
