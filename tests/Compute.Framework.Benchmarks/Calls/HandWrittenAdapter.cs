namespace Compute.Framework.Benchmarks;

/// <summary>The least that an adapter can do: bind the arguments.</summary>
internal sealed class HandWrittenAdapter(NothingProvider author, Nothing handle)
{
    public async Task<ExecutionResult> RunAsync(Command command, CancellationToken cancellationToken) =>
        await author.RunAsync(handle, command.Arguments, cancellationToken);
}
