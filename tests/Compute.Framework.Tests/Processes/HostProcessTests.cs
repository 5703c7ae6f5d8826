using System.Runtime.InteropServices;

namespace Compute.Framework.Tests.Processes;

/// <summary>Programs on this machine: which one is run, and what it inherits.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class HostProcessTests : IDisposable
{
    private const int SetFlags = 2;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("compute-host-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task A_name_is_looked_up_on_the_path_only()
    {
        SkipElsewhere();
        var name = "compute-" + Guid.NewGuid().ToString("n");
        Plant(Path.Combine(Environment.CurrentDirectory, name));
        try
        {
            Plant(Path.Combine(_directory.FullName, name));
            Assert.Equal(ExecutionOutcome.FailedToStart, (await RunAsync([name])).Outcome);
            Assert.Equal("planted\n", (await RunAsync(["./" + name])).StandardOutputText);
        }
        finally
        {
            File.Delete(Path.Combine(Environment.CurrentDirectory, name));
        }
    }

    [Fact]
    public async Task A_relative_path_starts_at_the_working_directory()
    {
        SkipElsewhere();
        var inner = _directory.CreateSubdirectory("a/b");
        Plant(Path.Combine(_directory.FullName, "a", "tool"));
        File.CreateSymbolicLink(Path.Combine(_directory.FullName, "link"), inner.FullName);
        Assert.Equal("planted\n", (await RunAsync(["a/tool"])).StandardOutputText);
        Assert.Equal("planted\n", (await RunAsync(["link/../tool"])).StandardOutputText);
        Assert.Equal(ExecutionOutcome.FailedToStart, (await RunAsync(["./tool"])).Outcome);
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, _directory.FullName);
        Assert.Equal("planted\n", (await HostProcess.RunAsync(["a/tool"], relative, cancellationToken: Cancel)).StandardOutputText);
    }

    [Fact]
    public async Task What_cannot_be_executed_is_passed_over()
    {
        SkipElsewhere();
        var folders = Enumerable.Range(0, 6).Select(number => _directory.CreateSubdirectory($"{number}").FullName).ToList();
        File.CreateSymbolicLink(Path.Combine(folders[0], "tool"), Path.Combine(folders[0], "nowhere"));
        Directory.CreateDirectory(Path.Combine(folders[1], "tool"));
        await File.WriteAllTextAsync(Path.Combine(folders[2], "tool"), "plain", Cancel);
        File.CreateSymbolicLink(Path.Combine(folders[3], "tool"), "tool");
        await File.WriteAllTextAsync(Path.Combine(folders[4], "file"), "plain", Cancel);
        Plant(Path.Combine(folders[5], "tool"));
        folders[4] = Path.Combine(folders[4], "file");
        var path = string.Join(':', folders.Prepend(Path.Combine(_directory.FullName, "missing")).Append("/usr/bin:/bin"));
        Assert.Equal("planted\n", (await RunAsync(["tool"], new() { ["PATH"] = path })).StandardOutputText);
    }

    [Fact]
    public async Task Signals_are_as_they_are_by_default()
    {
        SkipElsewhere();
        var result = await RunAsync(["sh", "-c", "seq 1 1000000 | head -n 1; grep -E '^Sig(Blk|Ign)' /proc/self/status"]);
        Assert.Equal("1\nSigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n", result.StandardOutputText);
        Assert.Empty(result.StandardErrorText);
    }

    [Fact]
    public async Task No_descriptor_is_inherited()
    {
        SkipElsewhere();
        using var file = File.OpenHandle(Path.Combine(_directory.FullName, "open"), FileMode.Create, FileAccess.Write);
        Assert.Equal(0, fcntl((int)file.DangerousGetHandle(), SetFlags, 0));
        Assert.Equal("0\n1\n2\n3\n", (await RunAsync(["ls", "/proc/self/fd"])).StandardOutputText);
    }

    [Fact]
    public async Task A_death_by_signal_is_no_exit_code()
    {
        SkipElsewhere();
        var killed = await RunAsync(["sh", "-c", "kill -9 $$"]);
        Assert.Equal((ExecutionOutcome.Signaled, (int?)9), (killed.Outcome, killed.Signal?.Number));
        Assert.Equal(137, (await RunAsync(["sh", "-c", "exit 137"])).ExitCode);
    }

    [Fact]
    public async Task A_cancelled_run_leaves_no_process()
    {
        SkipElsewhere();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var pid = Path.Combine(_directory.FullName, "pid");
        var run = HostProcess.RunAsync(["sh", "-c", "sleep 600 & echo $! > new; mv new pid; wait"], _directory.FullName, cancellationToken: cancel.Token);
        for (var attempt = 0; attempt < 1200 && !File.Exists(pid); attempt++)
        {
            await Task.Delay(50, Cancel);
        }

        var child = (await File.ReadAllTextAsync(pid, Cancel)).Trim();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.False(Directory.Exists($"/proc/{child}") && !File.ReadAllText($"/proc/{child}/stat").Contains(") Z", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_no_process_can_be_given_is_refused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => RunAsync([]));
        await Assert.ThrowsAsync<ArgumentException>(() => RunAsync(["echo", "a\0b"]));
        await Assert.ThrowsAsync<ArgumentException>(() => RunAsync(["echo", "a\uD800b"]));
        await Assert.ThrowsAsync<ArgumentException>(() => RunAsync(["echo"], new() { ["a=b"] = "c" }));
    }

    private static void SkipElsewhere() => Assert.SkipUnless(OperatingSystem.IsLinux(), "NotHere: The programs of this test need Linux.");

    private static void Plant(string path)
    {
        File.WriteAllText(path, "#!/bin/sh\necho planted\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private Task<ExecutionResult> RunAsync(string[] arguments, Dictionary<string, string>? environment = null) =>
        HostProcess.RunAsync(arguments, _directory.FullName, environment, cancellationToken: Cancel);

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int fcntl(int file, int command, nint argument);
}
