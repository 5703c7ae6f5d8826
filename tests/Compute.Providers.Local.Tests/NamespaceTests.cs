using Compute.Framework;
using Compute.Providers.Local.Isolation;
using Compute.Providers.Local.State;

namespace Compute.Providers.Local.Tests;

public sealed class NamespaceTests : LocalFixture
{
    protected override LocalIsolation Isolation => LocalIsolation.Namespaces;

    public override ValueTask InitializeAsync() => NamespacesNeeded.CheckAsync(base.InitializeAsync);

    [Fact]
    public async Task Nothing_of_the_host_is_visible()
    {
        var sandbox = await CreateAsync();
        var run = await ShellAsync(sandbox, $"ls -A /home; ls -A /root /tmp /etc/shadow 2>&1 | grep -vc 'No such file\\|^/tmp:\\|^$'; cat /proc/[0-9]*/cmdline | tr '\\0' ' '");
        Assert.StartsWith("0\n", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("dotnet", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(StateDirectory, run.Output, StringComparison.Ordinal);
        var environments = await ShellAsync(sandbox, "cat /proc/[0-9]*/environ | tr '\\0' '\\n' | cut -d= -f1 | sort -u");
        Assert.DoesNotContain("DOTNET", environments.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_system_is_read_only_and_commands_have_no_privileges()
    {
        var sandbox = await CreateAsync();
        var run = await ShellAsync(sandbox, "touch /usr/x /x /etc/x /run/x 2>&1 | grep -c Read-only; echo 1 > /proc/sys/kernel/printk; mount -o remount,rw /usr; umount /usr; grep CapEff /proc/self/status");
        Assert.Equal("4\nCapEff:\t0000000000000000\n", run.Output);
        Assert.False(File.Exists("/usr/x"));
    }

    [Fact]
    public async Task There_is_no_network_unless_it_is_asked_for()
    {
        const string Interfaces = "tail -n +3 /proc/net/dev | cut -d: -f1 | tr -d ' \\n'";
        Assert.Equal("lo", (await ShellAsync(await CreateAsync(), Interfaces)).Output);
        Assert.Equal("lo", (await ShellAsync(await CreateAsync(network: NetworkPolicy.None), Interfaces)).Output);
        var full = (await ShellAsync(await CreateAsync(network: NetworkPolicy.Full), "readlink /proc/self/ns/net")).Output.Trim();
        Assert.Equal(new FileInfo("/proc/self/ns/net").LinkTarget, full);
        await Assert.ThrowsAsync<UnsupportedOptionException>(() => CreateAsync(network: NetworkPolicy.Named("x")));
    }

    [Fact]
    public async Task Mounts_show_a_directory_of_the_host()
    {
        var source = Directory.CreateDirectory(Path.Combine(StateDirectory, "data")).FullName;
        await File.WriteAllTextAsync(Path.Combine(source, "f"), "host", Cancel);
        var sandbox = await CreateAsync(mounts: [new(source, "/data/ro"), new(source, "/data/rw", IsReadOnly: false)]);
        var run = await ShellAsync(sandbox, "cat /data/ro/f; touch /data/rw/new; touch /data/ro/no");
        Assert.Equal(("host", 1), (run.Output, run.ExitCode));
        Assert.True(File.Exists(Path.Combine(source, "new")));
        Assert.False(File.Exists(Path.Combine(source, "no")));
        await Assert.ThrowsAsync<UnsupportedOptionException>(() => CreateAsync(mounts: [new("/no/such", "/data")]));
        await Assert.ThrowsAsync<UnsupportedOptionException>(() => CreateAsync(mounts: [new(source, "/workspace/..")]));
    }

    [Fact]
    public async Task Links_made_inside_never_lead_out()
    {
        var sandbox = await CreateAsync();
        var secret = Path.Combine(StateDirectory, "secret");
        await File.WriteAllTextAsync(secret, "secret", Cancel);
        await ShellAsync(sandbox, $"ln -s {secret} link; ln -s {StateDirectory} dir; mkdir -p tree; ln -s {StateDirectory} tree/out");
        await Assert.ThrowsAsync<SandboxFileNotFoundException>(async () => await Provider.ReadFileAsync(sandbox, "link", Cancel));
        await Assert.ThrowsAsync<SandboxFileNotFoundException>(async () => await Provider.ReadFileAsync(sandbox, "dir/secret", Cancel));
        await Assert.ThrowsAnyAsync<SandboxFileException>(async () => await Provider.ReadFileAsync(sandbox, "/proc/1/root" + secret, Cancel));
        await Provider.DeletePathAsync(sandbox, "tree", true, Cancel);
        Assert.Equal("secret", await File.ReadAllTextAsync(secret, Cancel));
        await Assert.ThrowsAsync<SandboxFileAccessDeniedException>(() => Provider.WriteFileAsync(sandbox, "/usr/x", new MemoryStream(), Cancel));
    }

    [Fact]
    public async Task A_second_provider_goes_on_in_the_same_namespaces_and_a_dead_holder_is_replaced()
    {
        var sandbox = await CreateAsync();
        await ShellAsync(sandbox, "echo kept > f; echo t > /tmp/t; sleep 1239 >/dev/null 2>&1 & i=0; until grep -q sleep /proc/$!/comm || test $i = 1000; do i=$((i+1)); done");
        var other = NewProvider();
        var found = await other.GetAsync(sandbox.Id, Cancel);
        await using (var channel = await other.StartAsync(found!, ["sh", "-c", "cat f /tmp/t; pgrep -c sleep"], null, new Dictionary<string, string>(), Cancel))
        {
            await channel.CloseInputAsync(Cancel);
            Assert.Equal("kept\nt\n2\n", (await CollectAsync(channel)).Output);
        }

        Assert.True(NamespaceHolder.Kill(sandbox.Id, new StateDirectory(StateDirectory).Sandbox(sandbox.Id)));
        Assert.Equal("kept\nt\n1\n", (await ShellAsync(sandbox, "cat f /tmp/t; pgrep -c sleep")).Output);
        await other.DestroyAsync(sandbox.Id, Cancel);
        Assert.Empty(await CommandTests.LivingAsync(sandbox));
        await Assert.ThrowsAsync<SandboxNotFoundException>(() => ShellAsync(sandbox, "true"));
    }

    [Fact]
    public async Task Asked_for_and_not_possible_is_refused()
    {
        var choice = new IsolationChoice(
            LocalIsolation.Namespaces, new StateDirectory("/proc/no-such-place"), Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        var error = await Assert.ThrowsAsync<ProviderConfigurationException>(async () => await choice.ForNewAsync());
        Assert.Contains("Namespaces", error.Message, StringComparison.Ordinal);
    }
}
