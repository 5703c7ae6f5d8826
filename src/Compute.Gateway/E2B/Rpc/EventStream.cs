using System.Globalization;
using Compute.Gateway.E2B.Protos.Processes;
using Compute.Gateway.E2B.State;
using Compute.Gateway.Http;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;

namespace Compute.Gateway.E2B.Rpc;

/// <summary>Tells a caller of a process: its start, its output, its end.</summary>
internal static class EventStream
{
    private const string IntervalHeader = "Keepalive-Ping-Interval";

    private static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(90);

    /// <param name="call">The call.</param>
    /// <param name="process">The process.</param>
    /// <param name="from">The first chunk of output to tell.</param>
    /// <param name="stream">Where to.</param>
    /// <param name="cancellationToken">The end of the connection.</param>
    public static async Task WriteAsync(
        E2BCall call, E2BProcess process, long from, RpcStream stream, CancellationToken cancellationToken)
    {
        var pid = await process.PidAsync.WaitAsync(cancellationToken).ConfigureAwait(false);
        await SendAsync(new ProcessEvent { Start = new ProcessEvent.Types.StartEvent { Pid = pid } }).ConfigureAwait(false);
        var interval = IntervalOf(call.Context.Request);
        var chunks = process.ReadAsync(from, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (chunks.ConfigureAwait(false))
        {
            while (await WaitAsync(chunks.MoveNextAsync().AsTask()).ConfigureAwait(false))
            {
                await SendAsync(new ProcessEvent { Data = DataOf(process, chunks.Current) }).ConfigureAwait(false);
            }
        }

        var end = await WaitAsync(process.Served.EndAsync()).ConfigureAwait(false);
        await SendAsync(new ProcessEvent { End = EndOf(end) }).ConfigureAwait(false);

        Task SendAsync(ProcessEvent told) => stream.SendAsync(new EventResponse { Event = told }, cancellationToken);

        async Task<T> WaitAsync<T>(Task<T> next)
        {
            await Heartbeats.WaitAsync(
                next,
                interval,
                () => SendAsync(new ProcessEvent { Keepalive = new ProcessEvent.Types.KeepAlive() }),
                cancellationToken).ConfigureAwait(false);
            return await next.ConfigureAwait(false);
        }
    }

    /// <summary>How long a caller waits without data.</summary>
    public static TimeSpan IntervalOf(HttpRequest request) =>
        request.Headers[IntervalHeader] is [{ } text]
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= 3600
            ? TimeSpan.FromSeconds(seconds)
            : DefaultInterval;

    private static ProcessEvent.Types.DataEvent DataOf(E2BProcess process, OutputChunk chunk)
    {
        var data = ByteString.CopyFrom(chunk.Data.Span);
        return process.IsTerminal ? new ProcessEvent.Types.DataEvent { Pty = data }
            : chunk.Stream == StandardStream.StandardOutput ? new ProcessEvent.Types.DataEvent { Stdout = data }
            : new ProcessEvent.Types.DataEvent { Stderr = data };
    }

    private static ProcessEvent.Types.EndEvent EndOf(ExecutionResult end)
    {
        switch (end.Outcome)
        {
            case ExecutionOutcome.Exited:
                var status = string.Create(CultureInfo.InvariantCulture, $"exit status {end.ExitCode}");
                var exited = new ProcessEvent.Types.EndEvent { ExitCode = end.ExitCode ?? 0, Exited = true, Status = status };
                if (!end.IsSuccess)
                {
                    exited.Error = status;
                }

                return exited;
            case ExecutionOutcome.TimedOut:
                throw new E2BError(StatusCodes.Status504GatewayTimeout, RpcCode.DeadlineExceeded, "The process was killed at its deadline");
            case ExecutionOutcome.FailedToStart:
                throw E2BError.Invalid(end.FailureReason!);
            default:
                var signal = "signal: " + NameOf(end.Signal?.Number ?? Compute.Framework.Signal.Kill.Number);
                return new ProcessEvent.Types.EndEvent { ExitCode = -1, Status = signal, Error = signal };
        }
    }

    /// <summary>The name that envd has for a signal.</summary>
    private static string NameOf(int signal) => signal switch
    {
        1 => "hangup",
        2 => "interrupt",
        3 => "quit",
        4 => "illegal instruction",
        6 => "aborted",
        8 => "floating point exception",
        9 => "killed",
        10 => "user defined signal 1",
        11 => "segmentation fault",
        12 => "user defined signal 2",
        13 => "broken pipe",
        14 => "alarm clock",
        15 => "terminated",
        _ => string.Create(CultureInfo.InvariantCulture, $"signal {signal}"),
    };
}
