using System.Runtime.CompilerServices;

namespace Compute.Framework.Runtime;

/// <content>What surrounds every operation.</content>
public sealed partial class ProviderRuntime<THandle>
{
    /// <summary>Calls an optional operation, unless its sandbox is gone or this machine lacks what it needs.</summary>
    internal async Task<T> CallAsync<T>(
        SandboxOperation operation, SandboxCore<THandle>? sandbox, Func<ValueTask<T>> call, CancellationToken cancellationToken)
    {
        var scope = Start(operation, sandbox?.Id);
        try
        {
            await PrepareAsync(cancellationToken).ConfigureAwait(false);
            ThrowUnlessPossible(operation, sandbox);
            cancellationToken.ThrowIfCancellationRequested();
            var result = await call().ConfigureAwait(false);
            scope.Succeed();
            return result;
        }
        catch (Exception exception)
        {
            throw scope.Fail(await ExplainAsync(sandbox?.Id, exception, cancellationToken).ConfigureAwait(false), cancellationToken);
        }
    }

    /// <inheritdoc cref="CallAsync{T}(SandboxOperation, SandboxCore{THandle}, Func{ValueTask{T}}, CancellationToken)"/>
    internal Task CallAsync(SandboxOperation operation, SandboxCore<THandle>? sandbox, Func<ValueTask> call, CancellationToken cancellationToken) =>
        CallAsync(
            operation,
            sandbox,
            async ValueTask<bool> () =>
            {
                await call().ConfigureAwait(false);
                return true;
            },
            cancellationToken);

    /// <summary>Reads the sequence of an optional operation, unless its sandbox is gone or this machine lacks what it needs.</summary>
    internal IAsyncEnumerable<T> Read<T>(
        SandboxOperation operation, SandboxCore<THandle>? sandbox, Func<CancellationToken, IAsyncEnumerable<T>> read, CancellationToken cancellationToken) =>
        Sequences.Observe(
            ReadIfPossible(operation, sandbox, read, cancellationToken),
            () => Start(operation, sandbox?.Id),
            (exception, token) => ExplainAsync(sandbox?.Id, exception, token),
            cancellationToken);

    private async IAsyncEnumerable<T> ReadIfPossible<T>(
        SandboxOperation operation,
        SandboxCore<THandle>? sandbox,
        Func<CancellationToken, IAsyncEnumerable<T>> read,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken).ConfigureAwait(false);
        ThrowUnlessPossible(operation, sandbox);
        cancellationToken.ThrowIfCancellationRequested();
        await foreach (var item in read(cancellationToken).ConfigureAwait(false))
        {
            yield return item;
        }
    }

    private void ThrowUnlessPossible(SandboxOperation operation, SandboxCore<THandle>? sandbox)
    {
        sandbox?.ThrowIfNotUsable();
        Known.Ensure(operation);
    }
}
