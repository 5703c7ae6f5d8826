namespace Compute.Providers.E2B.Wire;

/// <summary>How long one request may take, and whether its caller still wants it.</summary>
internal sealed class RequestLimit : IDisposable
{
    private readonly TimeSpan _limit;
    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource _source;

    public RequestLimit(TimeSpan limit, CancellationToken cancellationToken)
    {
        (_limit, _caller) = (limit, cancellationToken);
        _source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _source.CancelAfter(limit);
    }

    /// <exception cref="ProviderTimeoutException">The request takes longer.</exception>
    public async Task<T> KeepAsync<T>(Func<CancellationToken, Task<T>> request)
    {
        try
        {
            return await request(_source.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException error) when (!_caller.IsCancellationRequested)
        {
            throw new ProviderTimeoutException($"E2B did not respond within {_limit.TotalSeconds} seconds.", error)
            {
                Remediation = "Try again, or set E2B_REQUEST_TIMEOUT to a longer time.",
            };
        }
    }

    public void Dispose() => _source.Dispose();
}
