using System.Runtime.CompilerServices;

namespace Compute.Framework.Runtime;

internal static class Sequences
{
    /// <summary>Gives an author's sequence error mapping and telemetry. The operation ends with the reading, whoever ends that.</summary>
    public static async IAsyncEnumerable<T> Observe<T>(
        IAsyncEnumerable<T> source,
        Func<OperationScope> start,
        Func<Exception, CancellationToken, ValueTask<Exception>> explain,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var scope = start();
        var (hasFailed, hasBegun) = (false, false);
        try
        {
            var items = source.GetAsyncEnumerator(cancellationToken);
            try
            {
                while (true)
                {
                    try
                    {
                        if (!await items.MoveNextAsync().ConfigureAwait(false))
                        {
                            break;
                        }
                    }
                    catch (Exception exception)
                    {
                        hasFailed = true;
                        // What was lost on the way is lost, whether the sandbox is gone by now or not.
                        var error = hasBegun ? exception : await explain(exception, cancellationToken).ConfigureAwait(false);
                        throw scope.Fail(error, cancellationToken);
                    }

                    hasBegun = true;
                    yield return items.Current;
                }
            }
            finally
            {
                await ReleaseAsync(items, scope).ConfigureAwait(false);
            }
        }
        finally
        {
            if (!hasFailed)
            {
                scope.Succeed();
            }
        }
    }

    /// <summary>The items were read, or an error is on its way, whose place this must not take.</summary>
    private static async ValueTask ReleaseAsync<T>(IAsyncEnumerator<T> items, OperationScope scope)
    {
        try
        {
            await items.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            scope.ReleaseFailed(exception);
        }
    }
}
