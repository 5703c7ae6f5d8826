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
        var hasFailed = false;
        try
        {
            var items = source.GetAsyncEnumerator(cancellationToken);
            await using var disposal = items.ConfigureAwait(false);
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
                    throw scope.Fail(await explain(exception, cancellationToken).ConfigureAwait(false), cancellationToken);
                }

                yield return items.Current;
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
}
