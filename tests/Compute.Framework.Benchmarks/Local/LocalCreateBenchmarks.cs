using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using Compute.Providers.Local;

namespace Compute.Framework.Benchmarks;

/// <summary>From nothing to the first command's result, without isolation, against a plain process.</summary>
[SimpleJob(RunStrategy.Monitoring, iterationCount: 60, warmupCount: 10)]
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
