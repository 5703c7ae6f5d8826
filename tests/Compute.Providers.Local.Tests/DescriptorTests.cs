using System.Globalization;
using Compute.Framework;
using Compute.Framework.Authoring;
using Compute.Providers.Local.Isolation;
using Compute.Providers.Local.Launch;
using Compute.Providers.Local.Native;
using Compute.Providers.Local.State;

namespace Compute.Providers.Local.Tests;

/// <summary>Nothing that the host has open reaches a sandbox, also where the host opened it without <c>O_CLOEXEC</c>.</summary>
public abstract class DescriptorTests : LocalFixture
{
    private const int HighNumber = 200;
    private const int DuplicateFrom = 0;

    /// <summary>The number after the standard streams is the listing's own directory.</summary>
    private const string OnlyStandard = "0\n1\n2\n3\n";

    [Fact]
    public async Task A_command_has_the_standard_streams_only()
    {
        using var leak = new Leak();
        var sandbox = await CreateAsync();
        Assert.Equal(OnlyStandard, (await RunAsync(sandbox, ["ls", "/proc/self/fd"])).Output);
        Assert.Equal("0\n1\n2\n", (await ShellAsync(sandbox, "for file in /proc/$$/fd/*; do test -e \"$file\" && echo \"${file##*/}\"; done")).Output);
        foreach (var number in leak.Numbers)
        {
            var run = await RunAsync(sandbox, ["ls", string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{number}/etc")]);
            Assert.NotEqual(0, run.ExitCode);
        }
    }

    [Fact]
    public async Task A_program_in_a_terminal_has_the_standard_streams_only()
    {
        using var leak = new Leak();
        await using var terminal = await Provider.OpenTerminalAsync(
            await CreateAsync(), ["ls", "-1", "/proc/self/fd"], null, new Dictionary<string, string>(), columns: 80, rows: 24, Cancel);
        Assert.Equal(OnlyStandard, (await CollectAsync(terminal)).Output.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task No_process_of_a_sandbox_has_more_than_the_standard_streams_of_this_process()
    {
        using var leak = new Leak();
        var sandbox = await CreateAsync();
        await using var channel = await StartAsync(sandbox, ["sh", "-c", "sleep 600 & echo ready; wait"]);
        var state = new StateDirectory(StateDirectory);
        var record = new SandboxStore(state).Find(sandbox.Id)!;
        await foreach (var frame in channel.ReadFramesAsync(Cancel))
        {
            Assert.Equal("ready\n"u8.ToArray(), frame.Data.ToArray());
            var processes = SandboxProcesses.All(record, state.Sandbox(sandbox.Id)).Select(process => process.Id).ToList();
            if (NamespaceHolder.Read(state.Sandbox(sandbox.Id)) is { } holder)
            {
                processes.Add(holder.ProcessId);
            }

            Assert.True(processes.Count >= 2, "There are no processes to look at.");
            foreach (var process in processes)
            {
                var files = Directory.GetFileSystemEntries($"/proc/{process}/fd").Select(file => (Path.GetFileName(file), new FileInfo(file).LinkTarget)).ToList();
                Assert.DoesNotContain(files, file => file.LinkTarget == Leak.Target);
                Assert.True(files.TrueForAll(file => file.Item1 is "0" or "1" or "2" || file.LinkTarget?.StartsWith("anon_inode:", StringComparison.Ordinal) != false), string.Join(", ", files));
            }

            break;
        }

        await channel.KillAsync(Cancel);
    }

    [Fact]
    public async Task What_other_threads_open_meanwhile_reaches_no_command()
    {
        var sandbox = await CreateAsync();
        await OpeningAsync(async () =>
        {
            for (var run = 0; run < 20; run++)
            {
                Assert.Equal(OnlyStandard, (await RunAsync(sandbox, ["ls", "/proc/self/fd"])).Output);
            }
        });
    }

    /// <summary>A C library without the call to close descriptors in the child; musl is one.</summary>
    [Fact]
    public Task Another_c_library_leaks_nothing_either() => OpeningAsync(() =>
    {
        using var leak = new Leak();
        for (var run = 0; run < 20; run++)
        {
            using var output = new Pipe();
            using var nothing = File.OpenHandle("/dev/null", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            var spec = new ProcessSpec("/bin/ls", ["ls", "/proc/self/fd"], new Dictionary<string, string>(), "/");
            var descriptor = (int)nothing.DangerousGetHandle();
            var exit = ChildWaiter.WaitAsync(Spawner.Start(spec, [descriptor, output.WriteDescriptor, descriptor], hasCloseFrom: false));
            output.CloseWriter();
            using var reader = new StreamReader(output.TakeReader());
            Assert.Equal(OnlyStandard, reader.ReadToEnd());
            Assert.True(exit.Wait(TimeSpan.FromMinutes(1), Cancel));
        }

        return Task.CompletedTask;
    });

    [Fact]
    public void The_reason_of_a_failed_start_is_told_with_another_c_library_too()
    {
        var spec = new ProcessSpec("/no/such/program", ["program"], new Dictionary<string, string>(), "/");
        Assert.Throws<StartFailedException>(() => Spawner.Start(spec, [], hasCloseFrom: false));
    }

    private static async Task OpeningAsync(Func<Task> action)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var threads = Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                new Leak().Dispose();
            }
        }, Cancel)).ToList();
        try
        {
            await Task.Run(action, Cancel);
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(threads);
        }
    }

    private static async Task<Run> CollectAsync(TerminalChannel terminal)
    {
        var output = new MemoryStream();
        ProcessFrame end = default;
        await foreach (var frame in terminal.ReadFramesAsync(Cancel))
        {
            output.Write(frame.Data.Span);
            end = frame;
        }

        return new Run(end, output.ToArray(), []);
    }

    /// <summary>Descriptors of the root directory that children would inherit.</summary>
    private sealed class Leak : IDisposable
    {
        public const string Target = "/";

        public Leak()
        {
            var first = Libc.open(Target, Libc.O_PATH | Libc.O_DIRECTORY);
            Assert.True(first >= 0);
            Numbers = [first, Libc.fcntl(first, DuplicateFrom, HighNumber)];
        }

        public int[] Numbers { get; }

        public void Dispose() => Array.ForEach(Numbers, number => _ = Libc.close(number));
    }
}

public sealed class ProcessDescriptorTests : DescriptorTests;

public sealed class NamespaceDescriptorTests : DescriptorTests
{
    protected override LocalIsolation Isolation => LocalIsolation.Namespaces;

    public override ValueTask InitializeAsync() => NamespacesNeeded.CheckAsync(base.InitializeAsync);
}
