namespace Compute.Framework.Testing;

/// <summary>Short forms for cases about terminals.</summary>
internal static class TerminalHelpers
{
    /// <summary>Defines <c>size</c>, which prints the rows and columns that a program sees, by whatever the sandbox has to ask
    /// with.</summary>
    public const string SizeFunction =
        "size() { stty size 2>/dev/null || busybox stty size 2>/dev/null || "
        + "python3 -c 'import os; s = os.get_terminal_size(0); print(s.lines, s.columns)' 2>/dev/null || "
        + "bash -c 'shopt -s checkwinsize; (:); echo $LINES $COLUMNS' 2>/dev/null || echo unknown; }; ";

    /// <summary>The shared sandbox, for a case that opens terminals.</summary>
    public static async Task<(ISandbox Sandbox, ITerminalHost Host)> TerminalSandboxAsync(this ComplianceContext context)
    {
        context.Require(SandboxOperation.OpenTerminal);
        var sandbox = await context.ShellSandboxAsync().ConfigureAwait(false);
        return (sandbox, sandbox.Claimed<ITerminalHost>());
    }

    public static TerminalOptions Script(string script, params string[] arguments) =>
        new() { Arguments = Command.Shell(script, arguments).Arguments };

    /// <summary>Opens a terminal that is disposed after the case.</summary>
    public static async Task<ISandboxTerminal> OpenAsync(this ComplianceContext context, ITerminalHost host, TerminalOptions? options)
    {
        var terminal = await host.OpenTerminalAsync(options, context.CancellationToken).ConfigureAwait(false);
        context.OnEnd(terminal.DisposeAsync);
        return terminal;
    }

    /// <summary>Opens a terminal that runs a script; ends the case where scripts cannot be given.</summary>
    public static Task<ISandboxTerminal> OpenScriptAsync(
        this ComplianceContext context, ITerminalHost host, string script, params string[] arguments)
    {
        context.Require(SandboxOperation.OpenTerminal, "Arguments");
        return context.OpenAsync(host, Script(script, arguments));
    }

    /// <summary>Runs to the end what is open, and returns what it wrote without carriage returns.</summary>
    public static async Task<string> TextOfAsync(this ComplianceContext context, ISandboxTerminal terminal)
    {
        var result = await context.EndAsync(terminal).ConfigureAwait(false);
        return Check.Exited(
            result, 0, "the program in the terminal", Law.Terminal).StandardOutputText.Replace("\r", "", StringComparison.Ordinal);
    }

    public static void CheckSize(this ComplianceContext context, string seen, int columns, int rows, string when)
    {
        if (seen.Contains("unknown", StringComparison.Ordinal))
        {
            context.NotApplicable("The sandboxes have nothing to ask a terminal's size with (stty, busybox, python3, bash).");
        }

        Check.Equal($"{rows} {columns}", seen.Trim(), $"rows and columns that a program sees {when}", Law.Terminal);
    }
}
