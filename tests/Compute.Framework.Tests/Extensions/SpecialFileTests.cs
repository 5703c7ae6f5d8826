using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.Versioning;

namespace Compute.Framework.Tests.Extensions;

/// <summary>What is no file with content is named, and blocks neither an upload nor a download.</summary>
[SupportedOSPlatform("linux")]
[Collection("Emulation")]
public sealed class SpecialFileTests : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly ShellSandbox _sandbox = new();
    private readonly string _local = Directory.CreateTempSubdirectory("cfw-local-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        // .NET deletes no name that is no text.
        await RunAsync("rm -rf -- \"$1\"", _local);
        await RunAsync("rm -rf -- \"$1\"/*", _sandbox.Work);
        await _sandbox.DisposeAsync();
    }

    [Theory]
    [InlineData("fifo")]
    [InlineData("socket")]
    [InlineData("link to fifo")]
    [InlineData("link to itself")]
    [InlineData("link to nothing")]
    public async Task Upload_names_the_entry(string kind)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        var odd = Make(Path.Combine(_local, "odd"), kind, socket);

        var error = await Assert.ThrowsAsync<SandboxFileException>(() => ((ISandbox)_sandbox).UploadDirectoryAsync(_local, "there", Token).WaitAsync(Limit, Token));

        Assert.Equal(odd, error.Path);
    }

    [Fact]
    public async Task Upload_of_a_device_names_it()
    {
        Assert.SkipUnless(File.Exists("/dev/zero"), "NotHere: This machine has no devices.");
        var error = await Assert.ThrowsAsync<SandboxFileException>(() => ((ISandbox)_sandbox).UploadDirectoryAsync("/dev", "there", Token).WaitAsync(Limit, Token));

        Assert.StartsWith("/dev/", error.Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_of_a_name_that_is_no_text_says_so()
    {
        await RunAsync("touch \"$1/$(printf 'caf\\351')\"", _local);

        var error = await Assert.ThrowsAsync<SandboxFileException>(() => ((ISandbox)_sandbox).UploadDirectoryAsync(_local, "there", Token).WaitAsync(Limit, Token));

        Assert.StartsWith(_local, error.Path, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mkfifo d/odd")]
    [InlineData("ln -s nowhere d/odd")]
    [InlineData("ln -s odd d/odd")]
    public async Task Download_names_the_entry(string script)
    {
        Assert.Equal(0, (await _sandbox.RunAsync(Command.Shell("mkdir d; " + script), Token)).ExitCode);

        var error = await Assert.ThrowsAsync<SandboxFileException>(
            () => ((ISandbox)_sandbox).DownloadDirectoryAsync("d", Path.Combine(_local, "target"), Token).WaitAsync(Limit, Token));

        Assert.Equal("d/odd", error.Path);
    }

    [Fact]
    public async Task Download_of_a_name_that_is_no_text_is_refused()
    {
        Assert.Equal(0, (await _sandbox.RunAsync(Command.Shell("mkdir d; touch \"d/$(printf 'caf\\351')\""), Token)).ExitCode);

        await Assert.ThrowsAsync<SandboxFileException>(() => ((ISandbox)_sandbox).DownloadDirectoryAsync("d", Path.Combine(_local, "target"), Token).WaitAsync(Limit, Token));
    }

    [Fact]
    public async Task Download_over_a_local_pipe_is_refused()
    {
        await _sandbox.Files.WriteAllTextAsync("d/file", "x", Token);
        await RunAsync("mkfifo \"$1/file\"", _local);

        var error = await Assert.ThrowsAsync<SandboxFileException>(() => ((ISandbox)_sandbox).DownloadDirectoryAsync("d", _local, Token).WaitAsync(Limit, Token));

        Assert.Contains("named pipe", error.Message, StringComparison.Ordinal);
    }

    private static string Make(string path, string kind, Socket socket)
    {
        switch (kind)
        {
            case "socket":
                socket.Bind(new UnixDomainSocketEndPoint(path));
                break;
            case "link to itself":
                File.CreateSymbolicLink(path, path);
                break;
            case "link to nothing":
                File.CreateSymbolicLink(path, "nowhere");
                break;
            case "link to fifo":
                // In a directory of its own, so that it is not met itself.
                var inside = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(path)!, "zz")).FullName;
                RunAsync("mkfifo \"$1\"", Path.Combine(inside, "pipe")).GetAwaiter().GetResult();
                File.CreateSymbolicLink(path, "zz/pipe");
                break;
            default:
                RunAsync("mkfifo \"$1\"", path).GetAwaiter().GetResult();
                break;
        }

        return path;
    }

    private static async Task RunAsync(string script, string argument)
    {
        using var process = Process.Start("/bin/sh", ["-c", script, "sh", argument]);
        await process.WaitForExitAsync(Token);
        Assert.Equal(0, process.ExitCode);
    }
}
