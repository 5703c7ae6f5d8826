using System.Collections.Concurrent;
using Compute.Framework.Streams;
using static Compute.Framework.Testing.Tests.Mutants.Results;

namespace Compute.Framework.Testing.Tests.Mutants;

/// <summary>Mutants of what a caller hands in: streams, numbers and text at their limits; and of what a sandbox may hold.</summary>
internal static class CallerMutants
{
    public static IEnumerable<Mutant> All() =>
    [
        new("an error of the input is its end", "commands/input-source-fails", new() { Run = Input(command => command.StandardInput is null ? command : command with { StandardInput = CommandInput.FromStream(new EndingAtErrors(command.StandardInput.OpenRead())) }) }),
        new("a command waits for the end of its input", "commands/input-never-ends", new() { Run = AwaitingInput }),
        new("a long time-out fails when the command has run", "commands/timeout-long", new() { Run = async (run, command, token) => command.Timeout > TimeSpan.FromDays(49) ? throw await LateAsync(run, command, token) : await run(command, token) }),
        new("text without an encoding is changed", "commands/surrogates", new() { Run = Input(command => command with { Arguments = [.. command.Arguments.Select(argument => argument.Replace('\uD800', '\uFFFD'))] }) }),
        new("a lifetime without end is cut", "lifecycle/lifetime-huge", new() { Options = options => options.Lifetime > TimeSpan.FromDays(365) ? options with { Lifetime = TimeSpan.FromDays(365) } : options }),
        new("an error of the content is its end", "files/write-source-fails", new() { Files = new() { Write = (write, path, content) => write(path, new EndingAtErrors(content)) } }),
        new("what was written before a stream was abandoned is kept", "files/open-write-abandoned", new() { Files = new() { Write = (write, path, content) => write(path, content.CanSeek ? content : new EndingAtErrors(content)) } }),
        new("a pipe is listed as a file", "files/special-entries", new() { Files = new() { List = (list, path) => list(path).Select(entry => entry.Type == FileEntryType.Other ? entry with { Type = FileEntryType.File } : entry) } }),
        new("what was moved away is remembered", "files/watch-moved-away", new() { Further = new() { Watch = (watch, path) => Remembering(watch(path)) } }),
    ];

    private static async Task<ExecutionResult> AwaitingInput(RunCommand run, Command command, CancellationToken token)
    {
        if (command.StandardInput is null)
        {
            return await run(command, token);
        }

        using var bytes = new MemoryStream();
        await command.StandardInput.OpenRead().CopyToAsync(bytes, token).WaitAsync(token);
        return await run(command with { StandardInput = CommandInput.FromBytes(bytes.ToArray()) }, token);
    }

    private static async Task<Exception> LateAsync(RunCommand run, Command command, CancellationToken token)
    {
        await run(command with { Timeout = null }, token);
        return new ArgumentOutOfRangeException(nameof(command), "The time-out is too long.");
    }

    /// <summary>What a helper says of a script that it cannot start is taken for what the script says.</summary>
    private static async IAsyncEnumerable<FileChange> Remembering(IAsyncEnumerable<FileChange> changes)
    {
        var known = new ConcurrentDictionary<string, byte>();
        await foreach (var change in changes)
        {
            yield return change.Kind == FileChangeKind.Created && !known.TryAdd(change.Path, 0) ? change with { Kind = FileChangeKind.Changed } : change;
        }
    }

    private sealed class EndingAtErrors(Stream inner) : ForwardReadStream
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            try
            {
                return await inner.ReadAsync(buffer, cancellationToken);
            }
            catch (Exception) when (!cancellationToken.IsCancellationRequested)
            {
                return 0;
            }
        }
    }
}
