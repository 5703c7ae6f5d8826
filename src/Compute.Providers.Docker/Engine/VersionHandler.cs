using System.Globalization;

namespace Compute.Providers.Docker.Engine;

/// <summary>Puts the version that engine and provider both speak before each path.</summary>
internal sealed class VersionHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <summary>The newest version whose description this provider was written from.</summary>
    private const int NewestMinor = 56;

    private readonly SemaphoreSlim _one = new(1);
    private (string Version, EngineQuirks Quirks)? _greeted;

    /// <summary>The first path segment of each request: the older of the engine's version and this provider's.</summary>
    /// <param name="engine">What the engine said, such as <c>1.41</c>; null when it said nothing.</param>
    /// <exception cref="ProviderFaultException">It is no version of this API.</exception>
    public static string Negotiate(string? engine) =>
        engine?.Split('.') is ["1", var text] && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var minor)
            ? string.Create(CultureInfo.InvariantCulture, $"v1.{Math.Min(minor, NewestMinor)}")
            : throw new ProviderFaultException($"The engine speaks version '{engine}' of the API, and this provider versions 1.x.");

    /// <summary>Asks the engine once.</summary>
    public async ValueTask<(string Version, EngineQuirks Quirks)> GreetAsync(CancellationToken cancellationToken)
    {
        if (_greeted is { } known)
        {
            return known;
        }

        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_greeted is null)
            {
                using var ping = new HttpRequestMessage(HttpMethod.Get, "http://engine/_ping");
                using var response = await base.SendAsync(ping, cancellationToken).ConfigureAwait(false);
                await response.EnsureComputeSuccessAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
                _greeted = (
                    Negotiate(response.Headers.TryGetValues("Api-Version", out var values) ? values.First() : null),
                    EngineQuirks.Of(response));
            }

            return _greeted.Value;
        }
        finally
        {
            _one.Release();
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var (version, _) = await GreetAsync(cancellationToken).ConfigureAwait(false);
        request.RequestUri = new Uri(request.RequestUri!, $"/{version}{request.RequestUri!.PathAndQuery}");
        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        _one.Dispose();
        base.Dispose(disposing);
    }
}
