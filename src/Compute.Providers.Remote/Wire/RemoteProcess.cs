using System.Runtime.CompilerServices;
using Compute.Framework.Authoring;

namespace Compute.Providers.Remote.Wire;

/// <summary>A process behind the gateway. Its output is asked for again from where it was cut; each piece of input arrives once.</summary>
internal sealed class RemoteProcess : IAsyncDisposable
{
    private readonly GatewayClient _gateway;
    private readonly string _path;
    private readonly string? _startKey;
    private readonly SemaphoreSlim _input = new(1, 1);
    private HttpResponseMessage? _response;
    private long? _written;

    private RemoteProcess(GatewayClient gateway, string sandbox, string id, string? startKey, HttpResponseMessage response)
    {
        _gateway = gateway;
        _startKey = startKey;
        _response = response;
        _path = $"{sandbox}processes/{PathSegment.Encode(id)}";
        _written = startKey is null ? null : 0;
        Id = id;
    }

    public string Id { get; }

    /// <summary>Starts a process once, however often the connection is lost meanwhile.</summary>
    public static async Task<RemoteProcess> StartAsync<T>(
        GatewayClient gateway, string sandbox, string what, T body, CancellationToken cancellationToken)
    {
        var key = Guid.NewGuid().ToString("N");
        var retry = new Reconnection(gateway.ReconnectTimeout);
        var instance = gateway.Instance;
        try
        {
            while (true)
            {
                using var request = gateway.Request(HttpMethod.Post, sandbox + what, body);
                request.Headers.Accept.ParseAdd(GatewayProtocol.FramesType);
                request.Headers.Add(GatewayProtocol.StartKey, key);
                if (retry.Count > 0)
                {
                    // Another process of the gateway would not know that this one was started.
                    request.Headers.Add(GatewayProtocol.Instance, instance);
                }

                try
                {
                    var response = await gateway.SendAsync(request, cancellationToken).ConfigureAwait(false);
                    return new RemoteProcess(gateway, sandbox, IdOf(response), key, response);
                }
                catch (SandboxUnavailableException error) when (instance is not null && GatewayClient.IsLost(error))
                {
                    await retry.WaitAsync(error, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SandboxUnavailableException { IsOutcomeUnknown: true })
        {
            // It may run all the same.
            await GatewayClient.TryAsync(token => gateway.CallAsync(HttpMethod.Delete, $"{sandbox}starts/{key}", token))
                .ConfigureAwait(false);
            throw;
        }
    }

    public static async Task<RemoteProcess> AttachAsync(
        GatewayClient gateway, string sandbox, string id, CancellationToken cancellationToken)
    {
        using var request = gateway.Request(HttpMethod.Get, $"{sandbox}processes/{PathSegment.Encode(id)}/output");
        request.Headers.Accept.ParseAdd(GatewayProtocol.FramesType);
        var response = await gateway.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return new RemoteProcess(gateway, sandbox, id, startKey: null, response);
    }

    public async IAsyncEnumerable<ProcessFrame> ReadFramesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (next, received) = (0L, 0);
        var retry = new Reconnection(_gateway.ReconnectTimeout);
        while (true)
        {
            var (response, failure) = await OpenAsync(next, received, cancellationToken).ConfigureAwait(false);
            if (response is not null)
            {
                // It is disposed when nothing reads it any more, so that the connection is not given back in the middle of a frame.
                using var disposing = response;
                var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
                var frames = FrameReader.ReadAsync(body, cancellationToken).GetAsyncEnumerator(cancellationToken);
                await using var ending = frames.ConfigureAwait(false);
                while (true)
                {
                    failure = await TryNextAsync(frames).ConfigureAwait(false);
                    if (failure is not null)
                    {
                        break;
                    }

                    retry.Reset();
                    var frame = frames.Current;
                    switch (frame.Header.Kind)
                    {
                        case FrameKind.StandardOutput or FrameKind.StandardError when frame.Header.Sequence == next:
                            (next, received) = frame.IsWhole ? (next + 1, 0) : (next, received + frame.Data.Length);
                            var isError = frame.Header.Kind == FrameKind.StandardError;
                            yield return ProcessFrame.Output(
                                isError ? StandardStream.StandardError : StandardStream.StandardOutput, frame.Data);
                            break;
                        case FrameKind.StandardOutput or FrameKind.StandardError:
                            throw new ProviderFaultException($"The gateway sent chunk {frame.Header.Sequence} where {next} was due.");
                        case FrameKind.End:
                            yield return EndOf(frame.ToResult());
                            yield break;
                        case FrameKind.Error:
                            throw frame.ToError();
                    }
                }
            }

            await retry.WaitAsync(failure!, cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask WriteInputAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        await _input.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            using var request = _gateway.Request(
                HttpMethod.Post, _written is { } written ? Own("/input", $"offset={written}") : Own("/input"));
            request.Content = new ReadOnlyMemoryContent(data);
            if (_written is not null)
            {
                // The offset keeps what arrives twice from being written twice.
                request.Headers.Add(GatewayProtocol.IdempotencyKey, Guid.NewGuid().ToString());
            }

            _written += data.Length;
            using var response = await _gateway.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // How much of it arrived is not known: what follows is appended.
            _written = null;
            throw;
        }
        catch (ResourceNotFoundException)
        {
            throw new ProcessInputClosedException();
        }
        finally
        {
            _input.Release();
        }
    }

    public ValueTask CloseInputAsync(CancellationToken cancellationToken) => CallAsync(HttpMethod.Delete, Own("/input"), cancellationToken);

    public ValueTask SignalAsync(Signal signal, CancellationToken cancellationToken)
    {
        return UnlessEndedAsync(SendAsync());

        async Task SendAsync()
        {
            using var request = _gateway.Request(
                HttpMethod.Post, Own("/signal"), new SignalRequest(signal.Number), GatewayJson.Default.SignalRequest);
            using var response = await _gateway.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
    }

    public ValueTask KillAsync(CancellationToken cancellationToken) => CallAsync(HttpMethod.Post, Own("/kill"), cancellationToken);

    public ValueTask ResizeAsync(int columns, int rows, CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Post, Own("/resize", $"columns={columns}&rows={rows}"), cancellationToken);

    /// <summary>Releases the process at the gateway, if it was started here.</summary>
    public async ValueTask DisposeAsync()
    {
        Interlocked.Exchange(ref _response, null)?.Dispose();
        if (_startKey is not null)
        {
            await GatewayClient.TryAsync(token => _gateway.CallAsync(HttpMethod.Delete, Own(""), token)).ConfigureAwait(false);
        }
    }

    private static string IdOf(HttpResponseMessage response) =>
        response.Headers.TryGetValues(GatewayProtocol.ProcessId, out var values) && PathSegment.Decode(values.First()) is { } id
            ? id
            : throw new ProviderFaultException("The gateway did not say which process it started.");

    private static ProcessFrame EndOf(ExecutionResult result) => result.Outcome switch
    {
        ExecutionOutcome.Exited => ProcessFrame.Exited(result.ExitCode!.Value),
        ExecutionOutcome.Signaled => ProcessFrame.Signaled(result.Signal!.Value.Number),
        ExecutionOutcome.FailedToStart => ProcessFrame.FailedToStart(result.FailureReason!),
        ExecutionOutcome.TimedOut => ProcessFrame.TimedOut(),
        _ => ProcessFrame.Killed(),
    };

    private static async ValueTask<SandboxUnavailableException?> TryNextAsync(IAsyncEnumerator<RemoteFrame> frames)
    {
        try
        {
            return await frames.MoveNextAsync().ConfigureAwait(false) ? null : GatewayClient.Lost();
        }
        catch (SandboxUnavailableException error)
        {
            return error;
        }
    }

    private async Task<(HttpResponseMessage? Response, SandboxUnavailableException? Failure)> OpenAsync(
        long next, int received, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _response, null) is { } first)
        {
            return (first, null);
        }

        using var request = _gateway.Request(HttpMethod.Get, Own("/output", $"from={next}&skip={received}"));
        request.Headers.Accept.ParseAdd(GatewayProtocol.FramesType);
        try
        {
            return (await _gateway.SendAsync(request, cancellationToken).ConfigureAwait(false), null);
        }
        catch (SandboxUnavailableException error) when (GatewayClient.IsLost(error))
        {
            return (null, error);
        }
        catch (ResourceNotFoundException error)
        {
            throw new SandboxUnavailableException("The gateway no longer knows the process.", error) { IsOutcomeUnknown = true };
        }
    }

    private ValueTask CallAsync(HttpMethod method, string path, CancellationToken cancellationToken) =>
        UnlessEndedAsync(_gateway.CallAsync(method, path, cancellationToken));

    /// <summary>The gateway forgets a process that has ended long ago.</summary>
    private static async ValueTask UnlessEndedAsync(Task call)
    {
        try
        {
            await call.ConfigureAwait(false);
        }
        catch (ResourceNotFoundException)
        {
            // Nothing is left to be done.
        }
    }

    private string Own(string part, string? query = null)
    {
        var start = _startKey is null ? null : $"start={_startKey}";
        var both = start is null || query is null ? start ?? query : $"{start}&{query}";
        return both is null ? _path + part : $"{_path}{part}?{both}";
    }
}
