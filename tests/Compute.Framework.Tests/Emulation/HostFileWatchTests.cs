using System.Diagnostics;
using Compute.Framework.Authoring;
using Compute.Framework.Emulation;
using Compute.Tests.Shared;

namespace Compute.Framework.Tests.Emulation;

/// <summary>Watches with the <c>inotifywait</c> and the shells of this machine.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class HostFileWatchTests
{
    private const string Tool = "/usr/bin/inotifywait";

    private readonly List<ProcessChannel> _started = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(TestShell.All), MemberType = typeof(TestShell))]
    public async Task A_tree_of_hundreds_of_new_directories_takes_two_processes(string name)
    {
        using var shell = Shell(name);
        var directories = (
            from first in Enumerable.Range(0, 20)
            from second in Enumerable.Range(0, 20)
            from path in (string[])[$"{first}", $"{first}/{second}", $"{first}/{second}/deep"]
            select path).Distinct().ToList();
        var expected = directories.SelectMany(path => (string[])[path, $"{path}/file"]).Append("last").Select(path => $"{shell.Work}/{path}").ToList();
        var created = new List<string>();
        await foreach (var change in WatchAsync(shell))
        {
            switch (change.Kind)
            {
                case FileChangeKind.Ready:
                    _ = Task.Run(() => Make(shell.Work, directories), Cancel);
                    break;
                case FileChangeKind.Created:
                    created.Add(change.Path);
                    break;
                case FileChangeKind.Deleted or FileChangeKind.Renamed:
                    Assert.Fail($"{change}");
                    break;
            }

            if (created.Count >= expected.Count)
            {
                break;
            }
        }

        Assert.Equal(expected.Order(StringComparer.Ordinal), created.Order(StringComparer.Ordinal));
        Assert.Equal(2, _started.Count);
        await Eventually.EmptyAsync(() => Left(shell));
    }

    [Theory]
    [MemberData(nameof(TestShell.All), MemberType = typeof(TestShell))]
    public async Task New_directories_of_any_name_are_looked_into(string name)
    {
        using var shell = Shell(name);
        string[] names = ["two\nlines", "caf\uDCE9", "-print", "a b  ", "*", "%s\\n", "$(id)", "'\"", "\uDCFF\n", "ü"];
        var expected = names.SelectMany(odd => (string[])[odd, $"{odd}/{odd}"]).Select(path => $"{shell.Work}/{path}").ToList();
        var created = new List<string>();
        await foreach (var change in WatchAsync(shell))
        {
            if (change.Kind == FileChangeKind.Ready)
            {
                await MakeAsync(shell, names);
            }
            else if (change.Kind == FileChangeKind.Created)
            {
                created.Add(change.Path);
            }

            if (created.Count >= expected.Count)
            {
                break;
            }
        }

        Assert.Equal(expected.Order(StringComparer.Ordinal), created.Order(StringComparer.Ordinal));

        // .NET cannot delete what it has no words for.
        (await shell.RunAsync(new Command { Arguments = ["sh", "-c", "rm -r ./*"] }, Cancel)).EnsureSuccess();
    }

    [Fact]
    public async Task A_watch_ends_when_what_lists_directories_was_killed()
    {
        using var shell = Shell("dash");
        await Assert.ThrowsAsync<SandboxUnavailableException>(async () =>
        {
            await foreach (var change in WatchAsync(shell))
            {
                switch (change.Kind)
                {
                    case FileChangeKind.Ready:
                        Make(shell.Work, ["first"]);
                        break;
                    case FileChangeKind.Created when Path.GetFileName(change.Path) == "file":
                        using (var lister = Process.GetProcessById(int.Parse(_started[1].ProcessId, null)))
                        {
                            lister.Kill();
                        }

                        break;
                }
            }
        });
        await Eventually.EmptyAsync(() => Left(shell));
    }

    /// <summary>Makes directories with a file in each, and a last file.</summary>
    private static void Make(string root, IEnumerable<string> directories)
    {
        foreach (var directory in directories)
        {
            File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(root, directory)).FullName, "file"), "x");
        }

        File.WriteAllText(Path.Combine(root, "last"), "x");
    }

    /// <summary>Makes directories with a file of the same name in each; .NET has no words for all names.</summary>
    private static async Task MakeAsync(TestShell shell, IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            const string Script = """
                a=$(printf "${1}x")
                a=${a%x}
                mkdir -- "$a" && : > "./$a/$a"
                """;
            var made = await shell.RunAsync(new Command { Arguments = ["sh", "-c", Script, "sh", ShellChunk.Octal(SandboxFileNames.GetBytes(name))] }, Cancel);
            Assert.True(made.IsSuccess, made.StandardErrorText);
        }
    }

    private static TestShell Shell(string name)
    {
        if (!File.Exists(Tool))
        {
            Needed.Missing("inotifywait", "Install the package inotify-tools.");
        }

        var shell = new TestShell(name);
        File.CreateSymbolicLink(Path.Combine(shell.Root, "tools", "inotifywait"), Tool);
        return shell;
    }

    /// <summary>The processes that still name the sandbox's directory or are in it.</summary>
    private static List<string> Left(TestShell shell) =>
        [.. Process.GetProcesses().Where(process => Read(process).Contains(shell.Root, StringComparison.Ordinal)).Select(process => $"{process.Id} {Read(process)}")];

    private static string Read(Process process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process.Id}/cmdline").Replace('\0', ' ') + new FileInfo($"/proc/{process.Id}/cwd").LinkTarget;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return string.Empty;
        }
    }

    private IAsyncEnumerable<FileChange> WatchAsync(TestShell shell) => ShellFileWatch.WatchAsync(
        (arguments, _) =>
        {
            _started.Add(shell.Start(new Command { Arguments = arguments }));
            return Task.FromResult(_started[^1]);
        },
        shell.Work,
        Cancel);
}
