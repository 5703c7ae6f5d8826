using System.Reflection;
using Compute.Framework;
using Compute.Providers.Local;
using Wrapper;
using Xunit;

namespace QuickStart.Tests;

public sealed class WrapperTests : IAsyncLifetime
{
    private readonly DirectoryInfo _state = Directory.CreateTempSubdirectory("compute-wrapper-");
    private readonly List<string> _log = [];
    private ISandboxProvider _local = null!;
    private CountingProvider _provider = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _local = LocalProvider.Create(new LocalOptions { StateDirectory = _state.FullName, Isolation = LocalIsolation.Process });
        _provider = new CountingProvider(_local, _log.Add);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        _state.Delete(recursive: true);
    }

    [Fact]
    public async Task Commands_are_counted_in_sandboxes_that_were_created_found_and_branched()
    {
        await using var created = await _provider.CreateAsync(cancellationToken: Cancellation);
        await using var found = await _provider.GetAsync(created.Id, Cancellation);
        Assert.True(found!.TryGet<IBranchable>(out var branchable));
        var branches = await branchable.BranchAsync(2, Cancellation);
        Assert.True(branches[0].TryGet<IBranchable>(out var again));
        var twig = (await again.BranchAsync(1, Cancellation))[0];
        foreach (var sandbox in (ISandbox[])[created, found, .. branches, twig])
        {
            await sandbox.RunAsync(Command.Create("true"), Cancellation);
        }

        await using (var process = await created.StartAsync(Command.Create("echo", "secret"), Cancellation))
        {
            await process.WaitAsync(Cancellation);
        }

        Assert.Equal(6, _provider.Count);
        Assert.Equal($"6  {created.Id}  echo", _log[^1]);
        Assert.DoesNotContain(_log, line => line.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_capability_of_the_inner_provider_is_kept()
    {
        await using var inner = await _local.CreateAsync(cancellationToken: Cancellation);
        await using var outer = await _provider.CreateAsync(cancellationToken: Cancellation);
        var capabilities = typeof(ISandbox).Assembly.GetExportedTypes().Where(
            type => type.IsInterface && !type.IsGenericType && type.Namespace == typeof(ISandbox).Namespace);
        foreach (var capability in capabilities)
        {
            Assert.Equal((capability, Has(typeof(ISandbox), inner, capability)), (capability, Has(typeof(ISandbox), outer, capability)));
            Assert.Equal(
                (capability, Has(typeof(ISandboxProvider), _local, capability)),
                (capability, Has(typeof(ISandboxProvider), _provider, capability)));
        }

        Assert.True(_provider.TryGet<ISnapshotStore>(out _));
        Assert.Same(_local.Info, _provider.Info);
    }

    [Fact]
    public void The_wrapper_is_short()
    {
        var source = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "CountingProvider.cs"));

        Assert.InRange(source.Count(IsCode), 1, 20);

        static bool IsCode(string line) =>
            line.Trim() is { Length: > 1 } text
                && !text.StartsWith("//", StringComparison.Ordinal)
                && !text.StartsWith("using", StringComparison.Ordinal)
                && !text.StartsWith("namespace", StringComparison.Ordinal);
    }

    private static bool Has(Type contract, object target, Type capability) =>
        (bool)contract.GetMethod(
            "TryGet", BindingFlags.Public | BindingFlags.Instance)!.MakeGenericMethod(capability).Invoke(target, [null])!;
}
