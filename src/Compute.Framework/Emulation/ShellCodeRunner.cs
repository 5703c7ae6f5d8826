using System.Text;

namespace Compute.Framework.Emulation;

/// <summary>Runs source text with an interpreter inside the sandbox.</summary>
/// <param name="ask">Runs a command of the runner's own.</param>
/// <param name="run">Runs the interpreter. It honors the standard input, itself or by emulation.</param>
internal sealed class ShellCodeRunner(CommandRunner ask, CommandRunner run)
{
    /// <summary>Longer code goes through the standard input: one argument may have 128 KiB.</summary>
    private const int MaxArgumentBytes = 64 * 1024;

    private const string IsThere = ShellScript.Begin + """
        command -v -- "$1" >/dev/null
        """ + ShellScript.End;

    /// <summary>Runs code.</summary>
    /// <param name="code">The source text.</param>
    /// <param name="language">The language.</param>
    /// <param name="options">The options of the run.</param>
    /// <param name="cancellationToken">Cancels the run.</param>
    /// <exception cref="UnsupportedOptionException">Nothing is known that runs the language, or code and input need the same
    /// stream.</exception>
    public async ValueTask<ExecutionResult> RunAsync(
        string code, CodeLanguage language, Command options, CancellationToken cancellationToken)
    {
        string[] programs = language.Name switch
        {
            "shell" => ["sh"],
            "python" => ["python3", "python"],
            "javascript" => ["node", "nodejs"],
            _ => throw new UnsupportedOptionException(nameof(RunCodeOptions.Language), $"no interpreter is known for '{language.Name}'"),
        };

        var isLong = Encoding.UTF8.GetByteCount(code) > MaxArgumentBytes;
        if (isLong && options.StandardInput is not null)
        {
            throw new UnsupportedOptionException(
                nameof(RunCodeOptions.StandardInput),
                $"code of more than {MaxArgumentBytes} bytes is itself passed through the standard input")
            {
                Remediation = "Write the code to a file with Files.WriteAsync, and run the interpreter with RunAsync.",
            };
        }

        foreach (var program in programs)
        {
            // Output that was passed on cannot be taken back: then the program is looked up first.
            if (run != ask && program != programs[^1] && !await IsThereAsync(program, cancellationToken).ConfigureAwait(false))
            {
                continue;
            }

            var command = isLong ? FromInput(program, code) : FromArgument(program, code);
            var result = await run(WithOptions(command, options), cancellationToken).ConfigureAwait(false);
            if (!await IsMissingAsync(result, program, options, cancellationToken).ConfigureAwait(false))
            {
                return result;
            }
        }

        return ExecutionResult.FailedToStart($"The sandbox has no {string.Join(" and no ", programs)}, which '{language.Name}' needs.");
    }

    private static Command WithOptions(Command command, Command options) => options with
    {
        Arguments = command.Arguments,
        StandardInput = command.StandardInput ?? options.StandardInput,
    };

    private static Command FromArgument(string program, string code) => program switch
    {
        "python3" or "python" => Command.Create(program, "-c", code),
        "node" or "nodejs" => Command.Create(program, "--eval=" + code),

        // A shell would take code that begins with a sign for options.
        _ => Command.Create(program, "-c", code is ['-' or '+', ..] ? "\n" + code : code),
    };

    private static Command FromInput(string program, string code)
    {
        // A shell reads its script piece by piece: what the script starts would read the rest of it.
        var command = program == "sh"
            ? Command.Shell("c=$(cat) || exit; exec </dev/null; eval \"$c\"")
            : Command.Create(program, "-");
        return command with { StandardInput = CommandInput.FromText(code) };
    }

    /// <summary>A back end may report a missing program as exit code 127; code may exit with it too. A program that is there may fail to
    /// start because of its directory or its user.</summary>
    private async ValueTask<bool> IsMissingAsync(
        ExecutionResult result, string program, Command options, CancellationToken cancellationToken)
    {
        if (result.Outcome == ExecutionOutcome.FailedToStart && options is { WorkingDirectory: null, User: null })
        {
            return true;
        }

        return (result.Outcome == ExecutionOutcome.FailedToStart || result.ExitCode == 127)
            && program != "sh"
            && !await IsThereAsync(program, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<bool> IsThereAsync(string program, CancellationToken cancellationToken) =>
        (await ShellScript.RunAsync(ask, IsThere, [program], user: null, input: null, cancellationToken).ConfigureAwait(false)).Status == 0;
}
