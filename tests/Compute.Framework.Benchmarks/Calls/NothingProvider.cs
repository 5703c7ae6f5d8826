using Compute.Framework.Authoring;

namespace Compute.Framework.Benchmarks;

/// <summary>A provider that does nothing.</summary>
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
[System.Diagnostics.CodeAnalysis.SuppressMessage("Naming", "CA1716", Justification = "No Visual Basic uses it.")]
public sealed record Nothing([property: SandboxId] string Id);
