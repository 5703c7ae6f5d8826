using System.Runtime.CompilerServices;

namespace Compute.Framework.Runtime;

/// <content>What surrounds every operation.</content>
public sealed partial class ProviderRuntime<THandle>
{
    /// <summary>What surrounds every call: telemetry, the check that provider and sandbox can be used, and the mapping of errors.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="sandbox">Its sandbox, or null.</param>
    /// <param name="body">Does the operation.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <param name="sandboxId">The sandbox's id, where there is no object.</param>
    /// <param name="describe">What telemetry says of the result; "ok" if null.</param>
    internal async Task<T> FrameAsync<T>(
        SandboxOperation operation,
        SandboxCore<THandle>? sandbox,
        Func<ValueTask<T>> body,
        CancellationToken cancellationToken,
        string? sandboxId = null,
        Func<T, Success>? describe = null)
    {
        var scope = Start(operation, sandbox?.Id ?? sandboxId);
        try
        {
            EnsureUsable(sandbox);
            var result = await body().ConfigureAwait(false);
            var success = describe?.Invoke(result) ?? new Success("ok");
            scope.Succeed(success.Outcome, success.SandboxId);
            return result;
        }
        catch (Exception exception)
        {
            throw scope.Fail(await ExplainAsync(sandbox?.Id, exception, cancellationToken).ConfigureAwait(false), cancellationToken);
        }
    }

    /// <summary>Calls an optional operation, unless its sandbox is gone or this machine lacks what it needs.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="sandbox">Its sandbox, or null.</param>
    /// <param name="call">Calls the author's method: all that this throws is the provider's.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <param name="check">Checks what the caller gave: an <see cref="ArgumentException"/> is the caller's.</param>
    internal Task<T> CallAsync<T>(
        SandboxOperation operation,
        SandboxCore<THandle>? sandbox,
        Func<ValueTask<T>> call,
        CancellationToken cancellationToken,
        Action? check = null) =>
        FrameAsync(
            operation,
            sandbox,
            async () =>
            {
                await PrepareAsync(operation, check, cancellationToken).ConfigureAwait(false);
                return await call().ConfigureAwait(false);
            },
            cancellationToken);

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
        EnsureUsable(sandbox);
        await PrepareAsync(operation, check, cancellationToken).ConfigureAwait(false);
        await foreach (var item in read(cancellationToken).ConfigureAwait(false))
        {
            yield return item;
        }
    }

    private void EnsureUsable(SandboxCore<THandle>? sandbox)
    {
        sandbox?.ThrowIfNotUsable();
        Lifetime.ThrowIfEnded();
    }

    /// <summary>Finds out whether the operation is possible, and checks what the caller gave.</summary>
    private async ValueTask PrepareAsync(SandboxOperation operation, Action? check, CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken).ConfigureAwait(false);
        Known.Ensure(operation);
        if (check is not null)
        {
            CallerFault.Check(check, static check => check());
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>What telemetry says of a call that succeeded.</summary>
    internal readonly record struct Success(string Outcome, string? SandboxId = null);
}
