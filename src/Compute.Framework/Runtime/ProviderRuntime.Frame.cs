using System.Runtime.CompilerServices;

namespace Compute.Framework.Runtime;

/// <content>What surrounds every operation.</content>
public sealed partial class ProviderRuntime<THandle>
{
    /// <summary>Calls an optional operation, unless its sandbox is gone or this machine lacks what it needs.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="sandbox">Its sandbox, or null.</param>
    /// <param name="call">Calls the author's method: all that this throws is the provider's.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <param name="check">Checks what the caller gave: an <see cref="ArgumentException"/> is the caller's.</param>
    internal async Task<T> CallAsync<T>(
        SandboxOperation operation,
        SandboxCore<THandle>? sandbox,
        Func<ValueTask<T>> call,
        CancellationToken cancellationToken,
        Action? check = null)
    {
        var scope = Start(operation, sandbox?.Id);
        try
        {
            await PrepareAsync(operation, sandbox, cancellationToken).ConfigureAwait(false);
            Check(check);
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

    /// <inheritdoc cref="CallAsync{T}(SandboxOperation, SandboxCore{THandle}, Func{ValueTask{T}}, CancellationToken, Action)"/>
    internal Task CallAsync(
        SandboxOperation operation,
        SandboxCore<THandle>? sandbox,
        Func<ValueTask> call,
        CancellationToken cancellationToken,
        Action? check = null) =>
        CallAsync(
            operation,
            sandbox,
            async ValueTask<bool> () =>
            {
                await call().ConfigureAwait(false);
                return true;
            },
            cancellationToken,
            check);

    /// <summary>Reads the sequence of an optional operation, unless its sandbox is gone or this machine lacks what it needs.</summary>
    internal IAsyncEnumerable<T> Read<T>(
        SandboxOperation operation,
        SandboxCore<THandle>? sandbox,
        Func<CancellationToken, IAsyncEnumerable<T>> read,
        CancellationToken cancellationToken,
        Action? check = null) =>
        Sequences.Observe(
            ReadIfPossible(operation, sandbox, read, check, cancellationToken),
            () => Start(operation, sandbox?.Id),
            (exception, token) => ExplainAsync(sandbox?.Id, exception, token),
            cancellationToken);

    private async IAsyncEnumerable<T> ReadIfPossible<T>(
        SandboxOperation operation,
        SandboxCore<THandle>? sandbox,
        Func<CancellationToken, IAsyncEnumerable<T>> read,
        Action? check,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await PrepareAsync(operation, sandbox, cancellationToken).ConfigureAwait(false);
        Check(check);
        cancellationToken.ThrowIfCancellationRequested();
        await foreach (var item in read(cancellationToken).ConfigureAwait(false))
        {
            yield return item;
        }
    }

    private static void Check(Action? check)
    {
        if (check is not null)
        {
            CallerFault.Check(check, static check => check());
        }
    }

    /// <summary>Finds out whether the operation is possible; the back end is not asked for what is gone.</summary>
    private async ValueTask PrepareAsync(SandboxOperation operation, SandboxCore<THandle>? sandbox, CancellationToken cancellationToken)
    {
        sandbox?.ThrowIfNotUsable();
        Lifetime.ThrowIfEnded();
        await PrepareAsync(cancellationToken).ConfigureAwait(false);
        Known.Ensure(operation);
    }
}
