using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Compute.Framework.Http;
using Compute.Framework.Runtime;
using Compute.Framework.Tests.Http;

namespace Compute.Framework.Tests.Runtime;

/// <summary>Whether an operation may have been carried out: false only where it certainly was not.</summary>
public sealed class OutcomeTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<Exception, bool> Failures => new()
    {
        { new HttpRequestException(HttpRequestError.NameResolutionError), false },
        { new HttpRequestException(HttpRequestError.ConnectionError), false },
        { new HttpRequestException(HttpRequestError.ConnectionError, inner: new IOException("reset")), false },
        { new HttpRequestException(HttpRequestError.SecureConnectionError, inner: new AuthenticationException("untrusted")), false },
        { new HttpRequestException(HttpRequestError.SecureConnectionError, inner: new IOException("unexpected end")), false },
        { new HttpRequestException(HttpRequestError.ProxyTunnelError), false },
        { new HttpRequestException(HttpRequestError.ResponseEnded), true },
        { new HttpRequestException(HttpRequestError.InvalidResponse), true },
        { new HttpRequestException(HttpRequestError.HttpProtocolError), true },
        { new HttpRequestException(HttpRequestError.ConfigurationLimitExceeded), true },
        { new HttpRequestException("sending failed", new IOException("write", new SocketException((int)SocketError.ConnectionReset))), true },
        { new HttpRequestException("sending failed", new SocketException((int)SocketError.ConnectionRefused)), false },
        { new HttpRequestException("sending failed", new HttpIOException(HttpRequestError.ConnectionError)), false },
        { new HttpRequestException("something"), true },
        { new HttpIOException(HttpRequestError.ResponseEnded), true },
        { new SocketException((int)SocketError.ConnectionRefused), false },
        { new SocketException((int)SocketError.HostNotFound), false },
        { new SocketException((int)SocketError.NetworkUnreachable), false },
        { new SocketException((int)SocketError.ConnectionReset), true },
        { new SocketException((int)SocketError.ConnectionAborted), true },
        { new SocketException((int)SocketError.TimedOut), true },
        { new EndOfStreamException(), true },
        { new HttpRequestException("status", inner: null, HttpStatusCode.BadGateway), true },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Failure_of_the_connection(Exception failure, bool isUnknown)
    {
        var driver = new RecordingDriver();
        await using var runtime = new ProviderRuntime<RecordingDriver.Handle>(driver, ProviderServices.Default);
        driver.Get = id => Task.FromResult<RecordingDriver.Handle?>(driver.Sandboxes[id]);
        await using var sandbox = await runtime.CreateAsync<ISandbox>(null, Cancellation);
        driver.Run = (_, _) => throw failure;
        driver.AfterCreate = (_, _) => throw failure;

        foreach (var call in (Func<Task>[])[
            () => sandbox.RunAsync(Command.Create("x"), Cancellation), () => runtime.CreateAsync<ISandbox>(null, Cancellation),
            () => sandbox.Files.DeleteAsync("x", cancellationToken: Cancellation)])
        {
            var error = await Assert.ThrowsAsync<SandboxUnavailableException>(call);
            Assert.Equal((isUnknown, true), (error.IsOutcomeUnknown, error.IsTransient));
        }
    }

    /// <summary>A process that was started may run, whatever fails then.</summary>
    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Failure_while_a_process_is_read_is_always_unknown(Exception failure, bool isUnknown)
    {
        _ = isUnknown;
        var driver = new RecordingDriver();
        await using var runtime = new ProviderRuntime<RecordingDriver.Handle>(driver, ProviderServices.Default);
        await using var sandbox = await runtime.CreateAsync<ISandbox>(null, Cancellation);
        foreach (var thrown in new[] { failure, TransportErrors.Unavailable(failure) })
        {
            var channel = new ScriptedChannel();
            driver.Start = _ => channel;
            await using var process = await sandbox.StartAsync(Command.Create("x"), Cancellation);
            channel.Disconnect(thrown);

            var error = await Assert.ThrowsAsync<SandboxUnavailableException>(() => process.WaitAsync(Cancellation));
            Assert.True(error.IsOutcomeUnknown);
        }
    }

    [Theory]
    [InlineData(502, "", true)]
    [InlineData(503, "", true)]
    [InlineData(503, "Retry-After: 2\r\n", false)]
    public async Task Response_of_a_gateway(int status, string headers, bool isUnknown)
    {
        await using var server = new TestServer((_, _) => TestServer.Answer(status, headers: headers));
        using var client = server.CreateClient();

        Assert.Equal(isUnknown, (await SendAsync(client, new Uri("run", UriKind.Relative))).IsOutcomeUnknown);
    }

    [Theory]
    [InlineData(408)]
    [InlineData(504)]
    public async Task Time_out_of_a_gateway_is_a_time_out(int status)
    {
        await using var server = new TestServer((_, _) => TestServer.Answer(status));
        using var client = server.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, "run");

        await Assert.ThrowsAsync<ProviderTimeoutException>(() => client.SendComputeAsync(request, cancellationToken: Cancellation));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Le", true)]
    [InlineData("no response at all\r\n\r\n", true)]
    public async Task Response_that_is_lost_on_a_real_connection(string response, bool isUnknown)
    {
        await using var server = new TestServer((_, _) => response);
        using var client = server.CreateClient();

        Assert.Equal(isUnknown, (await SendAsync(client, new Uri("run", UriKind.Relative))).IsOutcomeUnknown);
    }

    [Fact]
    public async Task Connection_that_is_not_made()
    {
        using var plain = new TcpListener(IPAddress.Loopback, 0);
        plain.Start();
        var closing = CloseNextAsync(plain);
        using var client = new HttpClient();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var unused = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        Assert.False((await SendAsync(client, new Uri($"http://127.0.0.1:{unused}/"))).IsOutcomeUnknown);
        Assert.False((await SendAsync(client, new Uri("http://no-such-host.invalid/"))).IsOutcomeUnknown);
        Assert.False((await SendAsync(client, new Uri($"https://{plain.LocalEndpoint}/"))).IsOutcomeUnknown);
        await closing;
    }

    [Fact]
    public async Task Socket_that_is_not_there()
    {
        var transport = new DaemonTransport(new Uri("unix:///nowhere/at-all.sock"));
        using var handler = transport.CreateHandler();
        using var client = new HttpClient(handler);
        using var request = new HttpRequestMessage(HttpMethod.Post, "http://engine/x");

        Assert.False((await SendAsync(client, new Uri("http://engine/x"))).IsOutcomeUnknown);
        Assert.False((await Assert.ThrowsAsync<SandboxUnavailableException>(() => transport.UpgradeAsync(request, "tcp", Cancellation))).IsOutcomeUnknown);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Gateways_response_for_a_sandbox_that_is_gone_says_so(bool asException)
    {
        await using var server = new TestServer((_, _) => TestServer.Answer(502));
        using var client = server.CreateClient();
        var driver = new RecordingDriver();
        await using var runtime = new ProviderRuntime<RecordingDriver.Handle>(driver, ProviderServices.Default);
        await using var sandbox = await runtime.CreateAsync<ISandbox>(null, Cancellation);
        driver.Get = _ => Task.FromResult<RecordingDriver.Handle?>(null);
        driver.Run = async (_, cancellationToken) =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "run");
            using var response = asException ? await client.SendAsync(request, cancellationToken) : await client.SendComputeAsync(request, cancellationToken: cancellationToken);
            response.EnsureSuccessStatusCode();
            return ExecutionResult.Exited(0);
        };

        await Assert.ThrowsAsync<SandboxNotFoundException>(() => sandbox.RunAsync(Command.Create("x"), Cancellation));
    }

    /// <summary>No server for TLS.</summary>
    private static async Task CloseNextAsync(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync(Cancellation);
        await client.GetStream().WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray(), Cancellation);
    }

    private static async Task<SandboxUnavailableException> SendAsync(HttpClient client, Uri address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address);
        return await Assert.ThrowsAsync<SandboxUnavailableException>(() => client.SendComputeAsync(request, cancellationToken: Cancellation));
    }
}
