using System.Net;
using System.Net.Http.Json;
using Polly;
using Polly.Retry;

namespace Compute.Framework.Http;

/// <summary>Retries requests that failed with a transient error and that can be repeated safely.</summary>
/// <remarks>
/// <c>GET</c>, <c>HEAD</c>, <c>OPTIONS</c>, <c>PUT</c> and <c>DELETE</c> are retried after lost connections and 408, 429, 500, 502, 503
/// and 504. Every other method is retried only if the back end has not executed the request (no connection could be made, after 429, and
/// after 503 with <c>Retry-After</c>), or if the request has an <c>Idempotency-Key</c>. A request whose content is a stream is never
/// retried. The result of the last attempt is returned.
/// </remarks>
public sealed class TransientRetryHandler : DelegatingHandler
{
    /// <summary>The header by which a back end recognizes a repeated request.</summary>
    public const string IdempotencyKey = "Idempotency-Key";

    /// <summary>Requests that the whole response is read before it is returned, so that an interrupted
    /// one can be requested again.</summary>
    internal static readonly HttpRequestOptionsKey<bool> ReadWhole = new("Compute.Framework.Http.ReadWhole");

    private static readonly ResiliencePropertyKey<RetryState> StateKey = new("Compute.Framework.Http.Retry");

    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(1);

    private readonly ResiliencePipeline<HttpResponseMessage> _pipeline;
    private readonly TransientRetryOptions _options;
    private readonly TimeProvider _time;

    /// <summary>Creates a handler. It has no inner handler, so it can be used with <see cref="IHttpClientFactory"/>.</summary>
    /// <param name="options">The limits; the defaults if null.</param>
    /// <param name="timeProvider">The clock; the system clock if null.</param>
    /// <exception cref="ArgumentOutOfRangeException">A limit is out of range.</exception>
    public TransientRetryHandler(TransientRetryOptions? options = null, TimeProvider? timeProvider = null)
    {
        _options = options ?? new TransientRetryOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.MaxRetries, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(_options.MaxRetries, 10, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(_options.BaseDelay, TimeSpan.Zero, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.MaxDelay, _options.BaseDelay, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(_options.MaxDelay, LongestDelay, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.MaxRetryAfter, TimeSpan.Zero, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(_options.MaxRetryAfter, LongestDelay, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(_options.MaxElapsed, TimeSpan.Zero, nameof(options));
        _time = timeProvider ?? TimeProvider.System;
        _pipeline = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = _time }
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = _options.MaxRetries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = _options.BaseDelay,
                MaxDelay = _options.MaxDelay,
                ShouldHandle = arguments => ValueTask.FromResult(ShouldRetry(arguments.Context, arguments.Outcome)),
                DelayGenerator = arguments => ValueTask.FromResult(arguments.Outcome.Result?.GetRetryAfter(_time)),
                OnRetry = arguments =>
                {
                    arguments.Outcome.Result?.Dispose();
                    return ValueTask.CompletedTask;
                },
            })
            .Build();
    }

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!IsReplayable(request.Content))
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(StateKey, new RetryState(request, _time.GetTimestamp()));
        try
        {
            return await _pipeline.ExecuteAsync(
                static async (context, handler) => await handler.SendOnceAsync(context).ConfigureAwait(false),
                context,
                this).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private async Task<HttpResponseMessage> SendOnceAsync(ResilienceContext context)
    {
        var request = context.Properties.GetValue(StateKey, null!).Request;
        var response = await base.SendAsync(request, context.CancellationToken).ConfigureAwait(false);
        if (request.Options.TryGetValue(ReadWhole, out var readWhole) && readWhole)
        {
            try
            {
                await response.Content.LoadIntoBufferAsync(context.CancellationToken).ConfigureAwait(false);
            }
            catch
            {
                response.Dispose();
                throw;
            }
        }

        return response;
    }

    private bool ShouldRetry(ResilienceContext context, Outcome<HttpResponseMessage> outcome)
    {
        var state = context.Properties.GetValue(StateKey, null!);
        if (_time.GetElapsedTime(state.Started) > _options.MaxElapsed)
        {
            return false;
        }

        var isIdempotent = IsIdempotent(state.Request);
        if (outcome.Exception is { } exception)
        {
            return exception is HttpRequestException error && IsTransient(error.HttpRequestError, isIdempotent);
        }

        if (outcome.Result is not { } response)
        {
            return false;
        }

        var retryAfter = response.GetRetryAfter(_time);
        return !(retryAfter > _options.MaxRetryAfter) && response.StatusCode switch
        {
            HttpStatusCode.TooManyRequests => true,
            HttpStatusCode.ServiceUnavailable => isIdempotent || retryAfter is not null,
            HttpStatusCode.RequestTimeout or HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway
                or HttpStatusCode.GatewayTimeout => isIdempotent,
            _ => false,
        };
    }

    private static bool IsTransient(HttpRequestError error, bool isIdempotent) => error switch
    {
        // Nothing was sent.
        HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError => true,
        HttpRequestError.ResponseEnded or HttpRequestError.HttpProtocolError or HttpRequestError.Unknown => isIdempotent,
        _ => false,
    };

    private static bool IsIdempotent(HttpRequestMessage request) =>
        request.Method == HttpMethod.Get || request.Method == HttpMethod.Head || request.Method == HttpMethod.Options
        || request.Method == HttpMethod.Put || request.Method == HttpMethod.Delete
        || request.Headers.Contains(IdempotencyKey);

    private static bool IsReplayable(HttpContent? content) => content is null or ByteArrayContent or ReadOnlyMemoryContent or JsonContent;

    private sealed record RetryState(HttpRequestMessage Request, long Started);
}
