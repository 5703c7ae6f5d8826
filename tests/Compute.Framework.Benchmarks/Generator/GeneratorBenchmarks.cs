using BenchmarkDotNet.Attributes;

namespace Compute.Framework.Benchmarks;

/// <summary>An edit in an unrelated file: the framework's generators against the least that a generator can do.</summary>
[MemoryDiagnoser]
public class GeneratorBenchmarks
{
    private GeneratorSession _ours = null!;
    private GeneratorSession _bare = null!;

    [GlobalSetup]
    public void SetUp()
    {
        _ours = GeneratorSession.Ours(GeneratorCorpus.Create());
        _bare = GeneratorSession.Bare(GeneratorCorpus.Create());
        _ours.Run();
        _bare.Run();
    }

    [Benchmark(Baseline = true)]
    public int BareUnrelatedEdit() => EditAndRun(_bare);

    [Benchmark]
    public int UnrelatedEdit() => EditAndRun(_ours);

    [Benchmark]
    public int BareColdRun() => GeneratorSession.Bare(GeneratorCorpus.Create()).Run();

    [Benchmark]
    public int ColdRun() => GeneratorSession.Ours(GeneratorCorpus.Create()).Run();

    private static int EditAndRun(GeneratorSession session)
    {
        session.Edit();
        return session.Run();
    }
}
