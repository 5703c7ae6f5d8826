using System.Text;

namespace Compute.Framework.Testing.Tests.Mutants;

/// <summary>Mutants of the group terminals.</summary>
internal static class TerminalMutants
{
    private const byte Interrupt = 0x03;

    public static IEnumerable<Mutant> All() =>
    [
        Opened("output goes through a pipe", "terminals/is-terminal", options => options.Arguments.Count == 0 ? options : options with { Arguments = ["sh", "-c", "\"$@\" | cat", "sh", .. options.Arguments] }),
        Opened("every terminal has 80 x 24 at first", "terminals/initial-size", options => options is { Columns: > 0 and <= 65535, Rows: > 0 } ? options with { Columns = 80, Rows = 24 } : options),
        Terminal("a new size is not passed on", "terminals/resize", new() { Resize = (resize, columns, rows) => columns > 0 && rows > 0 ? Task.CompletedTask : resize(columns, rows) }),
        Opened("a size is cut to what is possible", "terminals/size-impossible", options => options with { Columns = Math.Clamp(options.Columns, 1, 65535), Rows = Math.Clamp(options.Rows, 1, 65535) }),
        Process("each part of the input is decoded for itself", "terminals/wide-characters", new() { Write = (write, data) => write(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(data.Span))) }),
        Process("output is told to be error output", "terminals/one-stream", new() { Read = (read, from) => read(from).Select(chunk => chunk with { Stream = StandardStream.StandardError }) }),
        Opened("there is no default shell", "terminals/default-shell", options => options.Arguments.Count == 0 ? options with { Arguments = ["true"] } : options),
        Process("Ctrl-C is swallowed", "terminals/interrupt", new() { Write = (write, data) => data.Span.Contains(Interrupt) ? Task.CompletedTask : write(data) }),
        Process("every program in a terminal exits with 0", "terminals/exit-code", new() { Wait = async (wait, _, _) => { var result = await wait(); return result.Outcome == ExecutionOutcome.Exited ? result.As(ExecutionResult.Exited(0)) : result; } }),
        Process("the input of a terminal never ends", "terminals/end-of-input", new() { CloseInput = _ => Task.CompletedTask }),
        Process("a killed terminal is exit code 137", "terminals/kill", new() { Wait = async (wait, _, _) => { var result = await wait(); return result.Outcome == ExecutionOutcome.Killed ? result.As(ExecutionResult.Exited(137)) : result; } }),
        Process("disposing lets the program run", "terminals/dispose-kills", new() { Dispose = _ => Task.CompletedTask }),
        Opened("the working directory of a terminal is dropped", "terminals/working-directory", options => options with { WorkingDirectory = null }),
        Opened("the environment of a terminal is dropped", "terminals/environment", options => options with { Environment = new Dictionary<string, string>() }),
        new("the user of a terminal is claimed and dropped", "terminals/user", new() { Describe = info => info.Claim(SandboxOperation.OpenTerminal, "User"), Terminal = Opens(options => options with { User = null }) }),
        Terminal("a terminal whose program has ended is told to run", "terminals/list", new() { List = listed => listed.Select(info => info with { IsRunning = true }) }),
        Found("what is found knows no output", "terminals/get", _ => new() { Wait = async (wait, _, _) => (await wait()).With(output: []) }),
        Found("disposing what was found kills", "terminals/get-borrowed", found => new() { Dispose = async dispose => { await found.KillAsync(); await dispose(); } }),
        Terminal("a terminal that never was is an error", "terminals/get-unknown", new() { Get = async get => await get() ?? throw new ResourceNotFoundException("terminal", "none") }),
    ];

    private static Mutant Terminal(string name, string caseId, TerminalMutation mutation) => new(name, caseId, new() { Terminal = mutation });

    private static Mutant Process(string name, string caseId, ProcessMutation mutation) => Terminal(name, caseId, new() { Process = mutation });

    private static Mutant Opened(string name, string caseId, Func<TerminalOptions, TerminalOptions> change) => Terminal(name, caseId, Opens(change));

    private static TerminalMutation Opens(Func<TerminalOptions, TerminalOptions> change) => new() { Open = (open, options) => open(change(options ?? new TerminalOptions())) };

    private static Mutant Found(string name, string caseId, Func<ISandboxTerminal, ProcessMutation> mutation) =>
        Terminal(name, caseId, new() { Get = async get => await get() is { } found ? new MutantTerminal(found, new() { Process = mutation(found) }) : null });
}
