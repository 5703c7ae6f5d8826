using System.Text;

namespace Compute.Framework.Testing;

/// <summary>Arguments arrive byte for byte, and what no process could receive is refused.</summary>
public static class ArgumentCases
{
    private const string PrintAll = "for argument; do printf '%s\\000' \"$argument\"; done";

    /// <summary>Arguments that a shell would change arrive unchanged.</summary>
    [ComplianceCase("commands/arguments-unchanged")]
    [Proves(SandboxOperation.RunCommand, "Arguments")]
    public static async Task ArgumentsUnchanged(ComplianceContext context)
    {
        var sandbox = await context.ShellSandboxAsync().ConfigureAwait(false);
        string[] arguments =
        [
            "with space",
            "  leading and trailing  ",
            "'single'",
            "\"double\"",
            "it's \"both\"",
            "$HOME",
            "${HOME}",
            "$(id)",
            "`id`",
            "a\nb\n",
            "\t",
            "",
            "żółć 漢字 🙂 e\u0301",
            "-leading-dash", "--", "-n", "*", "?[a-z]*", "~", "a\\b\\", "%s%n", "!!", "#comment", ";", "&", "|", "<",
            ">", "a=b", "{1,2}", "\r",
        ];
        var result = Check.Exited(
            await context.ShellAsync(sandbox, PrintAll, arguments).ConfigureAwait(false), 0, "the command", Law.BytesFirst);
        CheckArguments(arguments, result);
    }

    /// <summary>An empty last argument is an argument too.</summary>
    [ComplianceCase("commands/arguments-empty")]
    public static async Task ArgumentsEmpty(ComplianceContext context)
    {
        var sandbox = await context.ShellSandboxAsync().ConfigureAwait(false);
        foreach (var arguments in (string[][])[[""], ["", ""], ["a", ""], []])
        {
            CheckArguments(arguments, await context.ShellAsync(sandbox, PrintAll, arguments).ConfigureAwait(false));
        }
    }

    /// <summary>An argument of 64 KiB and 500 arguments arrive whole.</summary>
    [ComplianceCase("commands/arguments-long")]
    public static async Task ArgumentsLong(ComplianceContext context)
    {
        var sandbox = await context.ShellSandboxAsync().ConfigureAwait(false);
        string[] arguments = [new('x', 64 * 1024), .. Enumerable.Range(0, 500).Select(number => $"argument {number}")];
        CheckArguments(arguments, await context.ShellAsync(sandbox, PrintAll, arguments).ConfigureAwait(false));
    }

    /// <summary>A program is run without a shell in between: its name is no script.</summary>
    [ComplianceCase("commands/no-shell-between")]
    public static async Task NoShellBetween(ComplianceContext context)
    {
        var sandbox = await context.ShellSandboxAsync().ConfigureAwait(false);
        var path = context.Path("touched");
        var result = await sandbox.RunAsync(
            Command.Create("echo", ";", "touch", path, "&&", "$((1+1))"), context.CancellationToken).ConfigureAwait(false);
        Check.Text($"; touch {path} && $((1+1))\n", result.StandardOutput, "what echo writes for its arguments", Law.BytesFirst);
        Check.Exited(
            await context.ShellAsync(sandbox, "test ! -e \"$1\"", path).ConfigureAwait(false),
            0,
            "a look for a file that the arguments would make if they were a script",
            Law.BytesFirst);
    }

    /// <summary>A shell string with a pipe and a redirect.</summary>
    [ComplianceCase("commands/shell-string")]
    public static async Task ShellString(ComplianceContext context)
    {
        var sandbox = await context.ShellSandboxAsync().ConfigureAwait(false);
        var path = context.Path("sorted");
        var text = await context.TextAsync(
            sandbox, "mkdir -p \"${1%/*}\" && printf 'b\\na\\n' | sort > \"$1\" && cat \"$1\" # a comment", path).ConfigureAwait(false);
        Check.Equal("a\nb\n", text, "the output of a pipe into a file", Law.BytesFirst);
    }

    /// <summary>What no process could receive is an <see cref="ArgumentException"/>.</summary>
    [ComplianceCase("commands/arguments-impossible")]
    public static async Task ArgumentsImpossible(ComplianceContext context)
    {
        context.Require(SandboxOperation.RunCommand);
        var sandbox = await context.SharedSandboxAsync().ConfigureAwait(false);
        (string What, Command Command)[] impossible =
        [
            ("a NUL in an argument", Command.Create("true", "a\0b")),
            ("no argument at all", new Command { Arguments = [] }),
        ];
        foreach (var (what, command) in impossible)
        {
            await Check.ThrowsAsync<ArgumentException>(
                () => sandbox.RunAsync(command, context.CancellationToken), $"RunAsync with {what}", Law.Arguments).ConfigureAwait(false);
        }
    }

    /// <summary>An environment that no process could receive is an <see cref="ArgumentException"/>.</summary>
    [ComplianceCase("commands/environment-impossible")]
    public static async Task EnvironmentImpossible(ComplianceContext context)
    {
        context.Require(SandboxOperation.RunCommand, "Environment");
        var sandbox = await context.SharedSandboxAsync().ConfigureAwait(false);
        foreach (var (key, value) in ((string, string)[])[("A=B", "x"), ("", "x"), ("A\0", "x"), ("A", "x\0y")])
        {
            var command = Command.Create("true") with { Environment = new Dictionary<string, string> { [key] = value } };
            await Check.ThrowsAsync<ArgumentException>(
                () => sandbox.RunAsync(command, context.CancellationToken),
                $"RunAsync with the environment \"{key.Replace('\0', '?')}\" = \"{value.Replace('\0', '?')}\"",
                Law.Arguments).ConfigureAwait(false);
        }
    }

    private static void CheckArguments(IEnumerable<string> arguments, ExecutionResult result) =>
        Check.Bytes(
            Encoding.UTF8.GetBytes(string.Concat(arguments.Select(argument => argument + "\0"))),
            result.StandardOutput.Span,
            "what a program sees as its arguments",
            Law.BytesFirst);
}
