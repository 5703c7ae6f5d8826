using Microsoft.AspNetCore.Http;

namespace Acme.Server;

/// <summary>What every real network does: now and then a request is refused as too many, or its answer never arrives.</summary>
/// <param name="next">The rest of the server.</param>
/// <param name="outage">Answers to lose besides.</param>
internal sealed class UnreliableNetwork(RequestDelegate next, CreateOutage outage)
{
    private const int RefuseEvery = 17;
    private const int LoseEvery = 23;

    private int _requests;

    public async Task InvokeAsync(HttpContext context)
    {
        // A file's content is a stream that a client cannot send again.
        if (context.Request.Path.Value!.EndsWith("/file", StringComparison.Ordinal))
        {
            await next(context);
            return;
        }

        var number = Interlocked.Increment(ref _requests);
        if (number % RefuseEvery == 0)
        {
            context.Response.Headers.RetryAfter = "0";
            await AcmeServer.Refuse(context, StatusCodes.Status429TooManyRequests, "too many requests");
            return;
        }

        await next(context);

        // Only answers that a careful client can ask for again: what a command did cannot be undone.
        var isCreate = HttpMethods.IsPost(context.Request.Method)
            && context.Request.Path.Value.EndsWith("/sandboxes", StringComparison.Ordinal);
        if ((isCreate && outage.TakeOne())
            || (number % LoseEvery == 0 && !context.Request.Path.Value.EndsWith("/commands", StringComparison.Ordinal)))
        {
            context.Abort();
        }
    }
}

/// <summary>A number of answers to creations that will be lost.</summary>
internal sealed class CreateOutage
{
    private int _answers;

    public void Lose(int answers) => Interlocked.Exchange(ref _answers, answers);

    public bool TakeOne() => Volatile.Read(ref _answers) > 0 && Interlocked.Decrement(ref _answers) >= 0;
}
