using System.Text;
using static Compute.Framework.Testing.Tests.Mutants.Results;

namespace Compute.Framework.Testing.Tests.Mutants;

/// <summary>Mutants of the group processes.</summary>
internal static class ProcessMutants
{
    public static IEnumerable<Mutant> All() =>
    [
        Process("output comes when the process has ended", "processes/first-chunk-before-end", new() { Read = AtTheEnd }),
        Process("the last chunk is lost", "processes/chunks-equal-result", new() { Read = (read, from) => WithoutLast(read(from)) }),
        Process("an empty chunk marks the end", "processes/one-end", new() { Read = (read, from) => read(from).Append(new OutputChunk(0, StandardStream.StandardOutput, default)) }),
        Process("a replay starts from the beginning", "processes/replay", new() { Read = (read, _) => read(0) }),
        Process("a second reader gets what the first left", "processes/two-readers", SharedReader()),
        Process("a reader that stops blocks the process", "processes/reader-stops-early", new() { Wait = Blocked }),
        Process("at most 1 MiB of output is kept for a late reader", "processes/slow-reader", new() { Read = (read, from) => Late(read(from)) }),
        Process("each chunk is decoded for itself", "processes/lines", new() { Lines = lines => lines.Select(line => line with { Text = line.Text.Replace("ż", "\ufffd\ufffd", StringComparison.Ordinal) }) }),
        Process("a lost sandbox is exit code 0", "processes/sandbox-destroyed-mid-stream", new() { Wait = LostIsZero }),
        Process("a process that was lost is said not to have run", "processes/sandbox-destroyed-mid-stream", new() { Wait = LostIsNothing }),
        Process("every process has the same id", "processes/handle", new() { Id = _ => "1" }),
        Process("a waiter that gives up takes the process along", "processes/wait-cancelled", new() { Wait = KillOnCancel }),
        Process("a killed process is exit code 137", "processes/kill", new() { Wait = async (wait, _, _) => { var result = await wait(); return result.Outcome == ExecutionOutcome.Killed ? result.As(ExecutionResult.Exited(137)) : result; } }),
        new("killing twice throws", "processes/kill-idempotent", new() { Process = KilledOnce() }),
        Process("killing does nothing", "processes/kill-tree", new() { Kill = (_, _) => Task.CompletedTask }),
        Process("killing ends only the process itself", "processes/kill-while-starting", new() { Kill = (_, process) => process.SignalAsync(Signal.Kill) }),
        Process("disposing lets the process run", "processes/dispose-kills", new() { Dispose = _ => Task.CompletedTask }),
        Process("every signal kills", "processes/signal", new() { Signal = (_, process, _) => process.KillAsync() }),
        Process("a stopped process runs on", "processes/stop-and-continue", new() { Signal = (send, _, signal) => signal == Signal.Stop ? Task.CompletedTask : send(signal) }),
        new("the time-out of a process is dropped", "processes/timeout", new() { Start = Started(command => command with { Timeout = null }) }),
        Process("input goes through text", "processes/input", new() { Write = (write, data) => write(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(data.Span))) }),
        Process("late input vanishes", "processes/input-after-end", new() { Write = Swallow }),
        new("the input of a started command is dropped", "processes/standard-input", new() { Start = Started(command => command with { StandardInput = null }) }),
        new("the working directory of a process is dropped", "processes/working-directory", new() { Start = Started(command => command with { WorkingDirectory = null }) }),
        new("the environment of a process is dropped", "processes/environment", new() { Start = Started(command => command with { Environment = new Dictionary<string, string>() }) }),
        new("the output limit of a process is dropped", "processes/max-output", new() { Start = Started(command => command with { MaxOutputBytes = Command.DefaultMaxOutputBytes }) }),
        new("the user of a process is claimed and dropped", "processes/user", new() { Describe = info => info.Claim(SandboxOperation.StartProcess, "User"), Start = Started(command => command with { User = null }) }),
        Process("a program that cannot be started is exit code 1", "processes/program-missing", new() { Wait = async (wait, _, _) => { var result = await wait(); return result.Outcome == ExecutionOutcome.FailedToStart ? ExecutionResult.Exited(1) : result; } }),
    ];

    private static Mutant Process(string name, string caseId, ProcessMutation mutation) => new(name, caseId, new() { Process = mutation });

    private static async IAsyncEnumerable<OutputChunk> AtTheEnd(Func<long, IAsyncEnumerable<OutputChunk>> read, long from)
    {
        foreach (var chunk in await read(from).ToListAsync())
        {
            yield return chunk;
        }
    }

    private static async IAsyncEnumerable<OutputChunk> WithoutLast(IAsyncEnumerable<OutputChunk> chunks)
    {
        OutputChunk? held = null;
        await foreach (var chunk in chunks)
        {
            if (held is { } previous)
            {
                yield return previous;
            }

            held = chunk with { Data = chunk.Data.ToArray() };
        }
    }

    private static ProcessMutation SharedReader()
    {
        var taken = new System.Collections.Concurrent.ConcurrentDictionary<(long, string), bool>();
        return new() { Read = (read, from) => Shared(read(from)) };

        async IAsyncEnumerable<OutputChunk> Shared(IAsyncEnumerable<OutputChunk> chunks)
        {
            await foreach (var chunk in chunks)
            {
                // Only the first reader to ask for a chunk gets it.
                if (taken.TryAdd((chunk.Sequence, Encoding.UTF8.GetString(chunk.Data.Span)), true))
                {
                    yield return chunk;
                }
            }
        }
    }

    private static async Task<ExecutionResult> Blocked(Func<Task<ExecutionResult>> wait, ISandboxProcess process, CancellationToken token)
    {
        var result = await wait();
        if (result.StandardOutput.Length > 1 << 20)
        {
            await Task.Delay(TimeSpan.FromSeconds(60), token);
        }

        return result;
    }

    private static async IAsyncEnumerable<OutputChunk> Late(IAsyncEnumerable<OutputChunk> chunks)
    {
        long kept = 0;
        await foreach (var chunk in chunks)
        {
            kept += chunk.Data.Length;
            if (kept <= 1 << 20)
            {
                yield return chunk;
            }
        }
    }

    private static async Task<ExecutionResult> LostIsZero(Func<Task<ExecutionResult>> wait, ISandboxProcess process, CancellationToken token)
    {
        try
        {
            return await wait();
        }
        catch (SandboxUnavailableException)
        {
            return ExecutionResult.Exited(0);
        }
    }

    private static async Task<ExecutionResult> LostIsNothing(Func<Task<ExecutionResult>> wait, ISandboxProcess process, CancellationToken token)
    {
        try
        {
            return await wait();
        }
        catch (SandboxUnavailableException exception)
        {
            throw new SandboxUnavailableException("The process was lost.", exception);
        }
    }

    private static async Task<ExecutionResult> KillOnCancel(Func<Task<ExecutionResult>> wait, ISandboxProcess process, CancellationToken token)
    {
        try
        {
            return await wait();
        }
        catch (OperationCanceledException)
        {
            await process.KillAsync(CancellationToken.None);
            throw;
        }
    }

    private static ProcessMutation KilledOnce()
    {
        var killed = new System.Runtime.CompilerServices.ConditionalWeakTable<ISandboxProcess, object>();
        return new() { Kill = (kill, process) => killed.TryAdd(process, process) ? kill() : throw new ComputeException("It is killed already.") };
    }

    private static async Task Swallow(Func<ReadOnlyMemory<byte>, Task> write, ReadOnlyMemory<byte> data)
    {
        try
        {
            await write(data);
        }
        catch (ProcessInputClosedException)
        {
        }
    }
}
