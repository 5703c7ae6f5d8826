using System.Text;

namespace Compute.Framework.Emulation;

/// <summary>Runs source text with an interpreter inside the sandbox.</summary>
internal static class ShellCodeRunner
{
    /// <summary>Longer code goes through the standard input: one argument may have 128 KiB.</summary>
    private const int MaxArgumentBytes = 64 * 1024;

    private const string IsThere = ShellScript.Begin + """
        command -v -- "$1" >/dev/null
        """ + ShellScript.End;

    /// <summary>Runs code. <paramref name="run"/> honors the standard input, itself or by emulation.</summary>
    /// <exception cref="UnsupportedOptionException">Nothing is known that runs the language.</exception>
    public static async ValueTask<ExecutionResult> RunAsync(string code, CodeLanguage language, CommandRunner run, CancellationToken cancellationToken)
    {
        if (code.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException("The code holds a NUL.", nameof(code));
        }

        string[] programs = language.Name switch
        {
            "shell" => ["sh"],
            "python" => ["python3", "python"],
            "javascript" => ["node", "nodejs"],
            _ => throw new UnsupportedOptionException("Language", $"no interpreter is known for '{language.Name}'"),
        };

        var isLong = Encoding.UTF8.GetByteCount(code) > MaxArgumentBytes;
        foreach (var program in programs)
        {
            var result = await run(isLong ? FromInput(program, code) : FromArgument(program, code), cancellationToken).ConfigureAwait(false);
            if (!await IsMissingAsync(result, program, run, cancellationToken).ConfigureAwait(false))
            {
                return result;
            }
        }

        return ExecutionResult.FailedToStart($"The sandbox has no {string.Join(" and no ", programs)}, which '{language.Name}' needs.");
    }

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

    /// <summary>A back end may report a missing program as exit code 127; code may exit with it too.</summary>
    private static async ValueTask<bool> IsMissingAsync(ExecutionResult result, string program, CommandRunner run, CancellationToken cancellationToken)
    {
        if (result.Outcome == ExecutionOutcome.FailedToStart)
        {
            return true;
        }

        return result.ExitCode == 127
            && program != "sh"
            && (await ShellScript.RunAsync(run, IsThere, [program], user: null, input: null, cancellationToken).ConfigureAwait(false)).Status != 0;
    }
}
