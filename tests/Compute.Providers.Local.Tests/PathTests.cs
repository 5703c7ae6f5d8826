using System.Text;
using Compute.Framework;
using Compute.Framework.Authoring;

namespace Compute.Providers.Local.Tests;

/// <summary>A path means the same to Files as to commands, whatever is in it.</summary>
public abstract class PathTests : LocalFixture
{
    [Fact]
    public async Task Links_and_what_follows_them_are_the_kernels_to_resolve()
    {
        var sandbox = await CreateAsync();
        await ShellAsync(sandbox, "mkdir -p a/b; ln -s a/b l; echo inner > a/f; echo outer > f; mkdir a/d");
        Assert.Equal("inner\n", (await ShellAsync(sandbox, "cat l/../f")).Output);
        Assert.Equal("inner\n", await ReadAsync(sandbox, "l/../f"));
        Assert.Equal(6, (await Provider.DescribeFileAsync(sandbox, "l/../f", Cancel))!.SizeBytes);
        Assert.Equal(["b", "d", "f"], await NamesAsync(sandbox, "l/.."));
        await WriteAsync(sandbox, "l/../new", "new");
        Assert.Equal("new", (await ShellAsync(sandbox, "cat a/new")).Output);
        await Provider.CopyPathAsync(sandbox, "l/../f", "l/../copy", recursive: false, Cancel);
        await Provider.MovePathAsync(sandbox, "l/../new", "l/../d/moved", Cancel);
        await Provider.CopyPathAsync(sandbox, "l/../d", "l/../e", recursive: true, Cancel);
        await Provider.CreateDirectoryAsync(sandbox, "l/../made", Cancel);
        await Provider.DeletePathAsync(sandbox, "l/../f", recursive: false, Cancel);
        await Provider.DeletePathAsync(sandbox, "l/../d", recursive: true, Cancel);
        Assert.Equal("a\na/b\na/copy\na/e\na/e/moved\na/made\nf\nl\n", (await ShellAsync(sandbox, "find * | sort")).Output);
        Assert.Equal("outer\n", await ReadAsync(sandbox, "f"));
    }

    [Fact]
    public async Task A_working_directory_is_the_kernels_to_resolve()
    {
        var sandbox = await CreateAsync();
        await ShellAsync(sandbox, "mkdir -p a/b a/c; ln -s a/b l; printf '#!/bin/sh\\necho ran' > a/tool; chmod 755 a/tool");
        Assert.EndsWith("/a/c\n", (await RunAsync(sandbox, ["pwd", "-P"], workingDirectory: "l/../c")).Output, StringComparison.Ordinal);
        Assert.Equal("ran\n", (await RunAsync(sandbox, ["l/../tool"])).Output);
    }

    [Fact]
    public async Task Names_that_are_no_utf8_are_files_like_others()
    {
        var sandbox = await CreateAsync();
        await ShellAsync(sandbox, "mkdir d; printf x > \"d/$(printf 'caf\\351')\"; mkdir \"d/$(printf '\\377')\"; printf y > \"d/$(printf '\\377/\\200')\"; printf z > d/żółć");
        Assert.Equal(["caf\uDCE9", "żółć", "\uDCFF"], (await NamesAsync(sandbox, "d")).Order(StringComparer.Ordinal));
        Assert.Equal("x", await ReadAsync(sandbox, "d/caf\uDCE9"));
        Assert.Equal("y", await ReadAsync(sandbox, "d/\uDCFF/\uDC80"));
        Assert.Equal("caf\uDCE9", (await Provider.DescribeFileAsync(sandbox, "d/caf\uDCE9", Cancel))!.Name);
        await WriteAsync(sandbox, "d/new\uDCE9", "written");
        Assert.Equal("written", (await ShellAsync(sandbox, "cat \"d/$(printf 'new\\351')\"")).Output);
        await Provider.CopyPathAsync(sandbox, "d", "e", recursive: true, Cancel);
        Assert.Equal("y", await ReadAsync(sandbox, "e/\uDCFF/\uDC80"));
        await Provider.MovePathAsync(sandbox, "e/caf\uDCE9", "e/\uDCC3", Cancel);
        Assert.Equal("x", await ReadAsync(sandbox, "e/\uDCC3"));
        await Provider.DeletePathAsync(sandbox, "e/\uDCC3", recursive: false, Cancel);
        await Provider.DeletePathAsync(sandbox, "d", recursive: true, Cancel);
        Assert.Equal("e\n", (await ShellAsync(sandbox, "ls")).Output);
        await Assert.ThrowsAsync<ArgumentException>(() => ReadAsync(sandbox, "a\uD800b"));
    }

    [Theory]
    [InlineData("253402300800", "9999-12-31")]
    [InlineData("999999999999", "9999-12-31")]
    [InlineData("-62135596801", "0001-01-01")]
    [InlineData("-5", "1969-12-31")]
    public async Task A_time_that_cannot_be_told_loses_no_listing(string seconds, string expected)
    {
        var sandbox = await CreateAsync();
        var directory = $"/dev/shm/compute-{Guid.NewGuid():n}";
        try
        {
            var touched = await ShellAsync(sandbox, $"mkdir {directory} && cd {directory} && touch other && touch -d @{seconds} f && stat -c %Y f");
            Assert.SkipUnless(touched.Output == seconds + "\n", "NotHere: The file system has no such time.");
            var entries = await Provider.ListDirectoryAsync(sandbox, directory, Cancel).ToListAsync(Cancel);
            Assert.Equal(2, entries.Count);
            Assert.Equal(expected, entries.Single(entry => entry.Name == "f").ModifiedAt?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        }
        finally
        {
            await ShellAsync(sandbox, $"rm -rf {directory}");
        }
    }

    [Theory]
    [InlineData("mkfifo s")]
    [InlineData("ln -s /dev/zero s")]
    [InlineData("python3 -c \"import socket; socket.socket(socket.AF_UNIX).bind('s')\"")]
    [InlineData("mkfifo p; ln -s p s")]
    public async Task What_is_no_file_is_an_error_and_never_waited_for(string script)
    {
        var sandbox = await CreateAsync();
        Assert.SkipUnless((await ShellAsync(sandbox, script)).ExitCode == 0, "NotHere: It cannot be made here.");
        await Assert.ThrowsAnyAsync<SandboxFileException>(() => ReadAsync(sandbox, "s"));
        await Assert.ThrowsAnyAsync<SandboxFileException>(() => WriteAsync(sandbox, "s", "x"));
        await Assert.ThrowsAnyAsync<SandboxFileException>(() => Provider.CopyPathAsync(sandbox, "s", "copy", recursive: false, Cancel));
        Assert.Null(await Provider.DescribeFileAsync(sandbox, "copy", Cancel));
    }

    [Theory]
    [InlineData("#!/bin/sh\r\necho ran\n")]
    [InlineData("#!/no/such/interpreter\necho ran\n")]
    [InlineData("#! \n")]
    [InlineData("#!/tmp\n")]
    [InlineData("#!nowhere\n")]
    [InlineData("#!/proc/version\n")]
    [InlineData("text")]
    [InlineData("\u007FELF")]
    public async Task What_cannot_be_executed_is_no_exit_code(string content)
    {
        var sandbox = await CreateAsync();
        await WriteAsync(sandbox, "bin/program", content);
        await ShellAsync(sandbox, "chmod 755 bin/program");
        Assert.Equal(ProcessFrameKind.FailedToStart, (await RunAsync(sandbox, ["bin/program"])).End.Kind);
        var path = new Dictionary<string, string> { ["PATH"] = "bin:/usr/bin:/bin" };
        Assert.Equal(ProcessFrameKind.FailedToStart, (await RunAsync(sandbox, ["program"], environment: path)).End.Kind);
    }

    [Fact]
    public async Task A_loader_that_is_not_there_is_no_exit_code()
    {
        var sandbox = await CreateAsync();
        var program = await File.ReadAllBytesAsync("/bin/ls", Cancel);
        var loader = program.AsSpan().IndexOf("/lib64/ld-linux"u8);
        Assert.SkipWhen(loader < 0, "NotHere: The loader has another name here.");
        "/lib64/no-linux"u8.CopyTo(program.AsSpan(loader));
        await Provider.WriteFileAsync(sandbox, "program", new MemoryStream(program), Cancel);
        await ShellAsync(sandbox, "chmod 755 program");
        Assert.Equal(ProcessFrameKind.FailedToStart, (await RunAsync(sandbox, ["./program"])).End.Kind);
    }

    [Theory]
    [InlineData("#!/bin/sh\necho ran\n")]
    [InlineData("#! \t/bin/sh -e \t \necho ran\n")]
    [InlineData("#!./sh2\necho ran\n")]
    public async Task What_can_be_executed_is(string content)
    {
        var sandbox = await CreateAsync();
        await WriteAsync(sandbox, "program", content);
        await ShellAsync(sandbox, "chmod 755 program; cp /bin/sh sh2; chmod 755 sh2");
        Assert.Equal("ran\n", (await RunAsync(sandbox, ["./program"])).Output);
    }

    [Fact]
    public async Task What_cannot_be_executed_is_passed_over_on_the_path()
    {
        var sandbox = await CreateAsync();
        await ShellAsync(
            sandbox,
            "mkdir -p 1 2/tool 3 4 5; ln -s nowhere 1/tool; echo plain > 3/tool; ln -s tool 4/tool; echo file > f; printf '#!/bin/sh\\necho ran\\n' > 5/tool; chmod 755 5/tool");
        var path = new Dictionary<string, string> { ["PATH"] = "missing:1:2:3:4:f:5:/usr/bin:/bin" };
        Assert.Equal("ran\n", (await RunAsync(sandbox, ["tool"], environment: path)).Output);
    }

    [Fact]
    public async Task Signals_are_as_they_are_by_default()
    {
        var run = await ShellAsync(await CreateAsync(), "seq 1 1000000 | head -n 1");
        Assert.Equal(("1\n", string.Empty), (run.Output, run.Error));
    }

    [Fact]
    public async Task A_working_directory_whose_name_begins_with_dots_is_inside()
    {
        var sandbox = await CreateAsync(workingDirectory: "..cache");
        Assert.EndsWith("/..cache\n", (await RunAsync(sandbox, ["pwd", "-P"])).Output, StringComparison.Ordinal);
        await WriteAsync(sandbox, "..f", "x");
        Assert.Equal("x", await ReadAsync(sandbox, "..f"));
    }

    [Theory]
    [InlineData("../workspace-evil")]
    [InlineData("..")]
    [InlineData("a/../../workspace-evil")]
    public async Task A_working_directory_that_leaves_the_workspace_is_refused(string directory)
    {
        await Assert.ThrowsAsync<SandboxFileAccessDeniedException>(() => CreateAsync(workingDirectory: directory));
        Assert.Empty(await Provider.ListAsync(Cancel).ToListAsync(Cancel));
    }

    [Fact]
    public async Task An_absolute_working_directory_must_be_there() =>
        await Assert.ThrowsAsync<SandboxFileNotFoundException>(() => CreateAsync(workingDirectory: "/no/such/directory"));

    private async Task<string> ReadAsync(LocalSandbox sandbox, string path)
    {
        using var reader = new StreamReader(await Provider.ReadFileAsync(sandbox, path, Cancel));
        return await reader.ReadToEndAsync(Cancel);
    }

    private Task WriteAsync(LocalSandbox sandbox, string path, string content) =>
        Provider.WriteFileAsync(sandbox, path, new MemoryStream(Encoding.UTF8.GetBytes(content)), Cancel);

    private async Task<List<string>> NamesAsync(LocalSandbox sandbox, string path) =>
        [.. (await Provider.ListDirectoryAsync(sandbox, path, Cancel).Select(entry => entry.Name).ToListAsync(Cancel)).Order(StringComparer.Ordinal)];
}

public sealed class ProcessPathTests : PathTests
{
    [Fact]
    public async Task A_command_does_not_start_beside_the_workspace()
    {
        var sandbox = await CreateAsync();
        Directory.CreateDirectory(sandbox.WorkspaceDirectory + "-evil");
        var run = await RunAsync(sandbox, ["pwd"], workingDirectory: "../workspace-evil");
        Assert.Equal(ProcessFrameKind.FailedToStart, run.End.Kind);
    }
}

public sealed class NamespacePathTests : PathTests
{
    protected override LocalIsolation Isolation => LocalIsolation.Namespaces;

    public override ValueTask InitializeAsync() => NamespacesNeeded.CheckAsync(base.InitializeAsync);

    [Theory]
    [InlineData("/usr/compute-no-such-place/x")]
    [InlineData("/bin/sh/x")]
    [InlineData("/proc/x")]
    [InlineData("/./proc")]
    [InlineData("//usr/")]
    public async Task A_mount_at_a_place_that_cannot_be_made_is_refused(string target)
    {
        var source = Directory.CreateDirectory(Path.Combine(StateDirectory, "data")).FullName;
        var refusal = await Assert.ThrowsAsync<UnsupportedOptionException>(() => CreateAsync(mounts: [new(source, target)]));
        Assert.Contains("Mounts", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(await Provider.ListAsync(Cancel).ToListAsync(Cancel));
    }

    [Fact]
    public async Task A_mount_that_forbids_to_execute_is_a_program_that_cannot_start()
    {
        var run = await RunAsync(await CreateAsync(), ["sh", "-c", "cp /bin/true /dev/shm/t && chmod 755 /dev/shm/t && /dev/shm/t"]);
        var sandbox = await CreateAsync();
        await ShellAsync(sandbox, "cp /bin/true /dev/shm/t; chmod 755 /dev/shm/t");
        var direct = await RunAsync(sandbox, ["/dev/shm/t"]);
        Assert.Equal(run.ExitCode == 0 ? ProcessFrameKind.Exited : ProcessFrameKind.FailedToStart, direct.End.Kind);
    }

    [Fact]
    public async Task A_snapshots_link_leads_no_new_working_directory_out()
    {
        var outside = Directory.CreateDirectory(Path.Combine(StateDirectory, "outside")).FullName;
        var sandbox = await CreateAsync();
        await ShellAsync(sandbox, $"ln -s {outside} l");
        var snapshot = await Provider.CreateSnapshotAsync(sandbox, null, Cancel);
        await Assert.ThrowsAnyAsync<SandboxFileException>(() => CreateAsync(snapshotId: snapshot.Id, workingDirectory: "l/made"));
        Assert.Empty(Directory.GetFileSystemEntries(outside));
    }
}
