using BenchmarkDotNet.Attributes;
using Compute.Providers.Local;

namespace Compute.Framework.Benchmarks;

/// <summary>From nothing to the first command's result, without isolation, against a plain process.</summary>
[WarmupCount(10)]
[IterationCount(40)]
[InvocationCount(1, 1)]
public class LocalCreateBenchmarks
{
    private LocalFirstCommand _local = null!;

    protected virtual LocalIsolation Isolation => LocalIsolation.Process;

    [GlobalSetup]
    public void SetUp() => _local = new LocalFirstCommand(Isolation);

    [Benchmark(Baseline = true)]
    public Task Raw() => _local.RunRawAsync();

    [Benchmark]
    public Task CreateAndRun() => _local.CreateAndRunAsync();

    [IterationCleanup]
    public void Remove() => _local.RemoveAsync().Wait();

    [GlobalCleanup]
    public async Task CleanUp() => await _local.DisposeAsync();
}

/// <summary>The same with isolation, against bubblewrap. Needs a machine that can.</summary>
public class LocalIsolatedCreateBenchmarks : LocalCreateBenchmarks
{
    protected override LocalIsolation Isolation => LocalIsolation.Namespaces;
}
