using System.Text;
using Compute.Providers.E2B.Tests.Serving;
using Microsoft.AspNetCore.Http;
using static Compute.Providers.E2B.Tests.Serving.ScriptedService;

namespace Compute.Providers.E2B.Tests.Behaviour;

/// <summary>Streams of processes that end in ways which no well-behaved agent can be made to show.</summary>
public sealed class StreamTests
{
    private const string Started = """{"event":{"start":{"pid":7}}}""";
    private const string Keepalive = """{"event":{"keepalive":{}}}""";
    private static readonly byte[] End = Frame("{}", flags: 2);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_exit_code_that_is_absent_is_zero_and_keepalives_are_nothing()
    {
        await using var service = await StartedAsync(nonce =>
            [
                Frame(Started), Frame(Keepalive), Frame(Record(nonce)), Frame(Output("b\u017cc")), Frame(Keepalive),
                Frame("""{"event":{"end":{"exited":true,"status":"exit status 0"}}}"""), End,
            ]);
        var result = await RunAsync(service);
        Assert.Equal((ExecutionOutcome.Exited, 0, "b\u017cc"), (result.Outcome, result.ExitCode, result.StandardOutputText));
    }

    [Fact]
    public async Task Messages_may_come_in_any_pieces()
    {
        await using var service = await StartedAsync(nonce =>
        {
            byte[] all =
            [
                .. Frame(Started), .. Frame(Record(nonce)), .. Frame(Output("abc")),
                .. Frame("""{"event":{"end":{"exitCode":3,"exited":true}}}"""), .. End,
            ];
            return [.. all.Chunk(3)];
        });
        var result = await RunAsync(service);
        Assert.Equal((ExecutionOutcome.Exited, 3, "abc"), (result.Outcome, result.ExitCode, result.StandardOutputText));
    }

    [Theory]
    [InlineData("signal: killed", 9)]
    [InlineData("signal: segmentation fault (core dumped)", 11)]
    [InlineData("signal: signal 40", 40)]
    public async Task A_death_by_a_signal_is_not_an_exit_code(string status, int signal)
    {
        await using var service = await StartedAsync(nonce => [Frame(Started), Frame(Record(nonce)),
            Frame($$$"""{"event":{"end":{"exitCode":-1,"exited":false,"status":"{{{status}}}","error":"{{{status}}}"} } }"""), End]);
        var result = await RunAsync(service);
        Assert.Equal((ExecutionOutcome.Signaled, signal), (result.Outcome, result.Signal?.Number));
    }

    [Fact]
    public async Task A_high_exit_code_is_no_signal()
    {
        const string end = """{"event":{"end":{"exitCode":137,"exited":true,"status":"exit status 137"}}}""";
        await using var service = await StartedAsync(nonce => [Frame(Started), Frame(Record(nonce)), Frame(end), End]);
        var result = await RunAsync(service);
        Assert.Equal((ExecutionOutcome.Exited, 137), (result.Outcome, result.ExitCode));
    }

    [Theory]
    [InlineData("resource_exhausted", typeof(ResourceLimitException))]
    [InlineData("unavailable", typeof(SandboxUnavailableException))]
    [InlineData("deadline_exceeded", typeof(ProviderTimeoutException))]
    [InlineData("internal", typeof(ProviderFaultException))]
    public async Task An_error_at_the_end_of_a_stream_has_its_own_type(string code, Type expected)
    {
        await using var service = await StartedAsync(nonce =>
            [Frame(Started), Frame(Record(nonce)), Frame($$$"""{"error":{"code":"{{{code}}}","message":"said"}}""", flags: 2)]);
        var error = await Assert.ThrowsAnyAsync<ComputeException>(() => RunAsync(service));
        Assert.IsType(expected, error);
        Assert.Contains("abc", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_started_says_why()
    {
        const string end = """{"error":{"code":"invalid_argument","message":"cwd '/x' is missing"}}""";
        await using var service = await StartedAsync(_ => [Frame(end, flags: 2)]);
        var result = await RunAsync(service);
        Assert.Equal(ExecutionOutcome.FailedToStart, result.Outcome);
        Assert.Contains("cwd '/x' is missing", result.FailureReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_without_an_end_is_a_lost_connection()
    {
        await using var service = await StartedAsync(nonce => [Frame(Started), Frame(Record(nonce)), Frame(Output("abc"))]);
        var error = await Assert.ThrowsAsync<SandboxUnavailableException>(() => RunAsync(service));
        Assert.True(error.IsOutcomeUnknown);
    }

    [Fact]
    public async Task A_connection_that_is_cut_within_a_message_is_lost()
    {
        await using var service = await StartAsync(async (context, what) =>
        {
            if (what == "POST /process.Process/Start")
            {
                await StreamAsync(context, Frame(Started), Frame(Output("abc"))[..9]);
                context.Abort();
            }
        });
        var error = await Assert.ThrowsAsync<SandboxUnavailableException>(() => RunAsync(service));
        Assert.True(error.IsOutcomeUnknown);
    }

    [Fact]
    public async Task A_proxy_that_knows_no_such_sandbox_says_that_it_is_gone()
    {
        var isGone = false;
        await using var service = await StartAsync(async (context, what) =>
        {
            if (what == "POST /process.Process/Start")
            {
                isGone = true;
                await JsonAsync(context, 502, """{"sandboxId":"abc","message":"The sandbox was not found","code":502}""");
            }
            else if (isGone && what == "GET /sandboxes/abc")
            {
                await JsonAsync(context, 404, """{"code":404,"message":"gone"}""");
            }
        });
        await Assert.ThrowsAsync<SandboxNotFoundException>(() => RunAsync(service));
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(0, int.MaxValue)]
    public async Task Messages_that_are_compressed_or_too_long_are_refused(byte flags, int length)
    {
        var frame = Frame("{}", flags);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), length);
        await using var service = await StartedAsync(_ => [Frame(Started), frame, End]);
        await Assert.ThrowsAsync<ProviderFaultException>(() => RunAsync(service));
    }

    [Fact]
    public async Task A_message_that_is_no_JSON_is_a_fault()
    {
        await using var service = await StartedAsync(_ => [Frame(Started), Frame("{\"event\":"), End]);
        await Assert.ThrowsAsync<ProviderFaultException>(() => RunAsync(service));
    }

    [Fact]
    public async Task A_command_has_the_sandboxs_token_and_not_the_key()
    {
        await using var service = await StartedAsync(nonce =>
            [Frame(Started), Frame(Record(nonce)), Frame("""{"event":{"end":{"exited":true}}}"""), End]);
        await RunAsync(service, user: "root");
        var request = service.Requests.Single(request => request.What == "POST /process.Process/Start");
        Assert.Equal(Token, request.Headers["X-Access-Token"]);
        Assert.Equal("abc", request.Headers["E2b-Sandbox-Id"]);
        Assert.Equal("49983", request.Headers["E2b-Sandbox-Port"]);
        Assert.Equal("1", request.Headers["Connect-Protocol-Version"]);
        Assert.Equal("application/connect+json", request.Headers["Content-Type"]);
        Assert.Equal("Basic " + Convert.ToBase64String("root:"u8), request.Headers["Authorization"]);
        Assert.DoesNotContain("X-API-KEY", request.Headers.Keys, StringComparer.OrdinalIgnoreCase);
    }

    private static string Output(string text) =>
        $$$"""{"event":{"data":{"stdout":"{{{Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}}}"} } }""";

    /// <summary>What the launch says of itself, with the nonce that the request had.</summary>
    private static string Record(string nonce) =>
        $$$"""{"event":{"data":{"stderr":"{{{Convert.ToBase64String(Encoding.ASCII.GetBytes($"{nonce}7;"))}}}"} } }""";

    /// <summary>A service whose processes say what a test gives for the nonce of their launch.</summary>
    private static async Task<ScriptedService> StartedAsync(Func<string, byte[][]> frames)
    {
        ScriptedService? service = null;
        return service = await StartAsync(async (context, what) =>
        {
            if (what == "POST /process.Process/Start")
            {
                var arguments = service!.Requests.Last().Message.GetProperty("process").GetProperty("args");
                await StreamAsync(context, frames(arguments[3].GetString()!));
            }
            else if (what.StartsWith("POST /process.Process/", StringComparison.Ordinal))
            {
                await JsonAsync(context, StatusCodes.Status200OK, "{}");
            }
        });
    }

    private static async Task<ExecutionResult> RunAsync(ScriptedService service, string? user = null)
    {
        await using var provider = service.Connect();
        var sandbox = await provider.CreateAsync(cancellationToken: Cancel);
        return await sandbox.RunAsync(Command.Create("program") with { User = user }, Cancel);
    }
}
