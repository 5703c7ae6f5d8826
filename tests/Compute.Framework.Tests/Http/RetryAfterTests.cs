using System.Net;
using Compute.Framework.Http;

namespace Compute.Framework.Tests.Http;

public sealed class RetryAfterTests
{
    [Theory]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT")]
    [InlineData("2147483647")]
    public void Far_future_is_told_and_not_waited_for(string header)
    {
        using var response = Response(header);

        Assert.True(response.GetRetryAfter() > TimeSpan.FromDays(365));
    }

    [Theory]
    [InlineData("Mon, 01 Jan 0001 00:00:00 GMT")]
    [InlineData("Mon, 01 Jan 1990 00:00:00 GMT")]
    [InlineData("0")]
    public void Past_is_now(string header)
    {
        using var response = Response(header);

        Assert.Equal(TimeSpan.Zero, response.GetRetryAfter());
    }

    [Theory]
    [InlineData("-5")]
    [InlineData("99999999999999999999")]
    [InlineData("soon")]
    [InlineData("")]
    public void What_is_no_time_is_not_there(string header)
    {
        using var response = Response(header);

        Assert.Null(response.GetRetryAfter());
    }

    private static HttpResponseMessage Response(string header)
    {
        var response = new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
        response.Headers.TryAddWithoutValidation("Retry-After", header);
        return response;
    }
}
