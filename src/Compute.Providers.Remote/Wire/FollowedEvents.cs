using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text;

namespace Compute.Providers.Remote.Wire;

/// <summary>Server-sent events of the gateway, across lost connections: what came meanwhile is asked for by its number.</summary>
internal static class FollowedEvents
{
    /// <summary>Reads items until their end; it is an error where the gateway says so, and where it no longer knows them.</summary>
    public static async IAsyncEnumerable<T> ReadAsync<T>(
        GatewayClient gateway, string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var key = Guid.NewGuid().ToString("N");
        var retry = new Reconnection(gateway.ReconnectTimeout);
        long? last = null;
        try
        {
            while (true)
            {
                var (response, failure) = await OpenAsync(gateway, path, key, last, cancellationToken).ConfigureAwait(false);
                if (response is not null)
                {
                    using var disposing = response;
                    last ??= 0;
                    var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
                    var events = ServerSentEventReader.ReadAsync(body, cancellationToken).GetAsyncEnumerator(cancellationToken);
                    await using var ending = events.ConfigureAwait(false);
                    while (true)
                    {
                        failure = await TryNextAsync(events).ConfigureAwait(false);
                        if (failure is not null)
                        {
                            break;
                        }

                        retry.Reset();
                        var data = Encoding.UTF8.GetBytes(events.Current.Data);
                        switch (events.Current.EventType)
                        {
                            case "item":
                                var item = GatewayMessage.Read<T>(data);
                                last = long.TryParse(events.Current.EventId, CultureInfo.InvariantCulture, out var id) ? id : last + 1;
                                yield return item;
                                break;
                            case "error":
                                throw GatewayMessage.ErrorOf(GatewayMessage.Read<ComputeErrorInfo>(data));
                            case "end":
                                yield break;
                        }
                    }
                }

                await retry.WaitAsync(failure!, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            // Otherwise the gateway would follow for a while for nobody.
            await GatewayClient.TryAsync(token => gateway.CallAsync(HttpMethod.Delete, $"follows/{key}", token)).ConfigureAwait(false);
        }
    }

    /// <summary>Asks for what comes after the last item. What fails before anything was followed is the caller's to see.</summary>
    private static async Task<(HttpResponseMessage? Response, SandboxUnavailableException? Failure)> OpenAsync(
        GatewayClient gateway, string path, string key, long? last, CancellationToken cancellationToken)
    {
        using var request = gateway.Request(HttpMethod.Get, path);
        request.Headers.Add(GatewayProtocol.FollowKey, key);
        if (last is { } number)
        {
            request.Headers.Add(GatewayProtocol.LastEventId, number.ToString(CultureInfo.InvariantCulture));
        }

        try
        {
            return (await gateway.SendAsync(request, cancellationToken).ConfigureAwait(false), null);
        }
        catch (SandboxUnavailableException error) when (last is not null && GatewayClient.IsLost(error))
        {
            return (null, error);
        }
    }

    private static async ValueTask<SandboxUnavailableException?> TryNextAsync(IAsyncEnumerator<SseItem<string>> events)
    {
        try
        {
            return await events.MoveNextAsync().ConfigureAwait(false) ? null : GatewayClient.Lost();
        }
        catch (SandboxUnavailableException error)
        {
            return error;
        }
    }
}
