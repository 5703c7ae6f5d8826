using Compute.Framework;
using Compute.Framework.Authoring;
using Compute.Providers.Local.Limits;

namespace Compute.Providers.Local.Tests;

public abstract class LimitTests : LocalFixture
{
    [Fact]
    public async Task Memory_is_limited()
    {
        Need("memory");
        var sandbox = await CreateAsync(memoryBytes: 64 * 1024 * 1024);
        var run = await ShellAsync(sandbox, "head -c 10000000 /dev/zero | tail | wc -c; head -c 300000000 /dev/zero | tail > /dev/null; echo $?");
        Assert.StartsWith("10000000\n", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\n0\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_number_of_processes_is_limited()
    {
        Need("pids");
        var sandbox = await CreateAsync(maxProcesses: 10);
        var run = await ShellAsync(sandbox, "for i in 1 2 3 4 5; do sleep 5 & done; echo five; for i in 1 2 3 4 5 6 7 8; do sleep 5 & done; echo more");
        Assert.Equal("five\n", run.Output);
        Assert.NotEqual(0, run.ExitCode);
    }

    [Fact]
    public async Task Processor_time_is_limited()
    {
        Need("cpu");
        var sandbox = await CreateAsync(cpus: 0.1);
        var run = await ShellAsync(sandbox, "timeout 1 sh -c 'while :; do :; done'; times | tail -1");
        var seconds = double.Parse(run.Output.Split(' ')[0].Split('m')[1].TrimEnd('s'), System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(seconds, 0, 0.35);
    }

    [Fact]
    public async Task A_missing_program_still_fails_to_start_and_no_group_is_left()
    {
        Need("pids");
        var sandbox = await CreateAsync(maxProcesses: 20, cpus: 1);
        Assert.Equal(ProcessFrameKind.FailedToStart, (await RunAsync(sandbox, ["no-such-program"])).End.Kind);
        Assert.Equal("1 2\n", (await RunAsync(sandbox, ["sh", "-c", "echo \"$@\"", "sh", "1", "2"])).Output);
        Assert.NotEmpty(Groups(sandbox.Id));
        await ShellAsync(sandbox, "setsid sleep 1240 >/dev/null 2>&1 & env -i setsid sleep 1241 >/dev/null 2>&1 &");
        var inside = ControlGroups.Processes(sandbox.Id).Distinct().ToList();
        await Provider.DestroyAsync(sandbox.Id, Cancel);
        Assert.Empty(Groups(sandbox.Id));
        Assert.DoesNotContain(inside, id => ProcFs.Stat(id) is { IsAlive: true });
    }

    private static void Need(string controller)
    {
        if (ControlGroups.Probe(controller) is { } reason)
        {
            Needed.Missing($"the control group controller {controller}", reason);
        }
    }

    private static IEnumerable<string> Groups(string id) =>
        ControlGroupRoots.Find().All.Select(root => ControlGroupRoots.Group(root, id)).Where(Directory.Exists);
}

public sealed class ProcessLimitTests : LimitTests;

public sealed class NamespaceLimitTests : LimitTests
{
    protected override LocalIsolation Isolation => LocalIsolation.Namespaces;

    public override ValueTask InitializeAsync() => NamespacesNeeded.CheckAsync(base.InitializeAsync);
}
