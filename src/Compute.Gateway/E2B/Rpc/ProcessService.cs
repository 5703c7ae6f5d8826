using System.Globalization;
using Compute.Gateway.E2B.Protos.Processes;
using Compute.Gateway.E2B.State;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Compute.Gateway.E2B.Rpc;

/// <summary>The service <c>process.Process</c>: processes and terminals.</summary>
internal static class ProcessService
{
    private static readonly TimeSpan EndAfterKill = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan EndAfterSignal = TimeSpan.FromSeconds(1);

    public static void Map(RouteGroupBuilder group, E2BServer server)
    {
        var routes = new RpcRoutes(group, server, "process.Process");
        routes.Stream<StartRequest>("Start", StartAsync);
        routes.Stream<SelectRequest>("Connect", ConnectAsync);
        routes.Unary<Nothing>("List", static (call, _) => Task.FromResult<IMessage>(List(call)));
        routes.Unary<SendInputRequest>("SendInput", SendInputAsync);
        routes.Unary<SelectRequest>("CloseStdin", CloseInputAsync);
        routes.Unary<SendSignalRequest>("SendSignal", SignalAsync);
        routes.Unary<UpdateRequest>("Update", UpdateAsync);
    }

    private static async Task StartAsync(E2BCall call, StartRequest request, RpcStream stream, CancellationToken cancellationToken)
    {
        var process = await ProcessStart.RunAsync(call, request).ConfigureAwait(false);
        await EventStream.WriteAsync(call, process, 0, stream, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What was written before is not repeated.</summary>
    private static Task ConnectAsync(E2BCall call, SelectRequest request, RpcStream stream, CancellationToken cancellationToken)
    {
        var process = Require(call, request.Process);
        return EventStream.WriteAsync(call, process, process.Now, stream, cancellationToken);
    }

    private static ListResponse List(E2BCall call)
    {
        var response = new ListResponse();
        foreach (var (pid, process) in call.Server.Processes.List(call.SandboxId))
        {
            var info = new ProcessInfo { Pid = pid, Config = process.Config };
            if (process.Tag is { } tag)
            {
                info.Tag = tag;
            }

            response.Processes.Add(info);
        }

        return response;
    }

    private static async Task<IMessage> SendInputAsync(E2BCall call, SendInputRequest request)
    {
        var process = Require(call, request.Process);
        var data = request.Input?.InputCase switch
        {
            ProcessInput.InputOneofCase.Stdin when !process.IsTerminal => request.Input.Stdin,
            ProcessInput.InputOneofCase.Pty when process.IsTerminal => request.Input.Pty,
            ProcessInput.InputOneofCase.Stdin => throw E2BError.Invalid("The process has a terminal: its input is sent as pty"),
            ProcessInput.InputOneofCase.Pty => throw E2BError.Invalid("The process has no terminal: its input is sent as stdin"),
            _ => throw E2BError.Invalid("The input is missing"),
        };
        using var content = new MemoryStream(data.ToByteArray());
        await process.Served.WriteAsync(content, offset: null, call.Aborted).ConfigureAwait(false);
        return new Nothing();
    }

    private static async Task<IMessage> CloseInputAsync(E2BCall call, SelectRequest request)
    {
        var process = Require(call, request.Process);
        if (process.IsTerminal)
        {
            throw E2BError.Invalid("The input of a terminal cannot be closed: send 0x04");
        }

        await process.Served.Process.CloseInputAsync(call.Aborted).ConfigureAwait(false);
        return new Nothing();
    }

    /// <summary>Answers once the process has ended, as far as it does: whoever looks for its number then does not find it.</summary>
    private static async Task<IMessage> SignalAsync(E2BCall call, SendSignalRequest request)
    {
        var process = Require(call, request.Process);
        if (process.Served.EndedAt is not null)
        {
            throw E2BError.NotFound("The process has ended");
        }

        var served = process.Served;
        switch (request.Signal)
        {
            case Protos.Processes.Signal.Sigkill:
                await served.Process.KillAsync(call.Aborted).ConfigureAwait(false);
                await EndsWithinAsync(served.EndAsync(), EndAfterKill).ConfigureAwait(false);
                await WaitUntilGoneAsync(call, process).ConfigureAwait(false);
                break;
            case Protos.Processes.Signal.Sigterm:
                await served.Process.SignalAsync(Compute.Framework.Signal.Terminate, call.Aborted).ConfigureAwait(false);
                await EndsWithinAsync(served.EndAsync(), EndAfterSignal).ConfigureAwait(false);
                break;
            default:
                throw new E2BError(
                    StatusCodes.Status501NotImplemented,
                    RpcCode.Unimplemented,
                    string.Create(CultureInfo.InvariantCulture, $"The signal {(int)request.Signal} is not supported"));
        }

        return new Nothing();
    }

    private static async Task<IMessage> UpdateAsync(E2BCall call, UpdateRequest request)
    {
        var process = Require(call, request.Process);
        if (request.Pty?.Size is { } size)
        {
            if (process.Served.Process is not ISandboxTerminal terminal)
            {
                throw E2BError.Invalid("The process has no terminal");
            }

            await terminal.ResizeAsync(ProcessStart.Dimension(size.Cols), ProcessStart.Dimension(size.Rows), call.Aborted)
                .ConfigureAwait(false);
        }

        return new Nothing();
    }

    /// <summary>A process that has ended keeps its number until the sandbox's first process has taken note.</summary>
    private static async Task WaitUntilGoneAsync(E2BCall call, E2BProcess process)
    {
        const string wait = "count=0; while kill -0 \"$1\" 2>/dev/null && [ $count -lt 20 ]; do sleep 0.1; count=$((count + 1)); done";
        var sandbox = await call.SandboxAsync().ConfigureAwait(false);
        var pid = (await process.PidAsync.ConfigureAwait(false)).ToString(CultureInfo.InvariantCulture);
        await sandbox.RunAsync(Command.Shell(wait, pid) with { Timeout = EndAfterKill }, call.Aborted).ConfigureAwait(false);
    }

    private static async Task EndsWithinAsync(Task end, TimeSpan limit) =>
        await end.WaitAsync(limit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private static E2BProcess Require(E2BCall call, ProcessSelector? selector) =>
        call.Server.Processes.Require(call.SandboxId, selector);
}
