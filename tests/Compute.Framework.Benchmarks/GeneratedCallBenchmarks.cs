using BenchmarkDotNet.Attributes;

namespace Compute.Framework.Benchmarks;

/// <summary>What the generated half and the runtime add to a call of the author's method when nobody listens.</summary>
[MemoryDiagnoser]
public class GeneratedCallBenchmarks
{
    private static readonly Command Command = Command.Create("true");

    private readonly NothingProvider _author = new();
    private readonly HandWrittenAdapter _handWritten;
    private ISandbox _generated = null!;

    public GeneratedCallBenchmarks() => _handWritten = new(_author, new Nothing("1"));

    [GlobalSetup]
    public async Task SetUp() => _generated = await NothingProvider.Create().CreateAsync();

    [Benchmark(Baseline = true)]
    public Task<ExecutionResult> HandWritten() => _handWritten.RunAsync(Command, CancellationToken.None);

    [Benchmark]
    public Task<ExecutionResult> Generated() => _generated.RunAsync(Command, CancellationToken.None);

    /// <summary>The least that an adapter can do: bind the arguments.</summary>
    private sealed class HandWrittenAdapter(NothingProvider author, Nothing handle)
    {
        public async Task<ExecutionResult> RunAsync(Command command, CancellationToken cancellationToken) =>
            await author.RunAsync(handle, command.Arguments, cancellationToken);
    }
}

/// <summary>A provider that does nothing, a little later.</summary>
[Provider("nothing")]
public sealed partial class NothingProvider
{
    private static readonly ExecutionResult Result = ExecutionResult.Exited(0);

    [CreateSandbox]
    private Task<Nothing> CreateAsync(CancellationToken cancellationToken) => Task.FromResult(new Nothing("1"));

    [GetSandbox]
    private Task<Nothing?> GetAsync(string sandboxId, CancellationToken cancellationToken) => Task.FromResult<Nothing?>(new Nothing(sandboxId));

    [DestroySandbox]
    private Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) => Task.CompletedTask;

    [RunCommand]
    internal Task<ExecutionResult> RunAsync(Nothing handle, IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        Task.FromResult(arguments.Count > 0 ? Result : ExecutionResult.FailedToStart("no program"));
}

/// <summary>A sandbox that is not there.</summary>
public sealed record Nothing([property: SandboxId] string Id);
