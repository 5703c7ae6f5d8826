using BenchmarkDotNet.Attributes;

namespace Compute.Framework.Benchmarks;

/// <summary>What the generated half and the runtime add to a call of the author's method when nobody listens.</summary>
[MemoryDiagnoser]
public class GeneratedCallBenchmarks
{
    private static readonly Command Command = Command.Create("true");

    private HandWrittenAdapter _handWritten = null!;
    private NothingProvider.Sandbox _generated = null!;

    [GlobalSetup]
    public async Task SetUp()
    {
        _handWritten = new HandWrittenAdapter(new NothingProvider(), new Nothing("1"));
        _generated = await NothingProvider.Create().CreateAsync();
    }

    [Benchmark(Baseline = true)]
    public Task<ExecutionResult> HandWritten() => _handWritten.RunAsync(Command, CancellationToken.None);

    [Benchmark]
    public Task<ExecutionResult> Generated() => _generated.RunAsync(Command, CancellationToken.None);
}
