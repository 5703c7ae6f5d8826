using System.Runtime.CompilerServices;

namespace Compute.Framework.Http;

/// <summary>Reads lists that a back end returns in pages.</summary>
public static class Paging
{
    private const int MaxPages = 100_000;

    /// <summary>Reads all pages as one sequence; each page is requested when the sequence reaches it.</summary>
    /// <typeparam name="TPage">A page.</typeparam>
    /// <typeparam name="TItem">An item.</typeparam>
    /// <param name="readPage">Reads the page of a token; the token is null for the first page.</param>
    /// <param name="items">Returns the items of a page.</param>
    /// <param name="nextToken">Returns the token of the next page; null or empty for the last page.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="ProviderFaultException">The back end returns a token a second time, or more than 100,000
    /// pages: the list would never end.</exception>
    public static async IAsyncEnumerable<TItem> ReadAllAsync<TPage, TItem>(
        Func<string?, CancellationToken, Task<TPage>> readPage,
        Func<TPage, IEnumerable<TItem>> items,
        Func<TPage, string?> nextToken,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(readPage);
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(nextToken);

        var seen = new HashSet<string>(StringComparer.Ordinal);
        string? token = null;
        do
        {
            var page = await readPage(token, cancellationToken).ConfigureAwait(false);
            foreach (var item in items(page))
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return item;
            }

            token = nextToken(page);
            if (!string.IsNullOrEmpty(token) && (!seen.Add(token) || seen.Count > MaxPages))
            {
                throw new ProviderFaultException(
                    "The back end's list does not end: it gives a page's token a second time, or too many pages.");
            }
        }
        while (!string.IsNullOrEmpty(token));
    }
}
