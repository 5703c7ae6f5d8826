namespace Compute.Framework.Testing;

/// <summary>Each option of a terminal that is claimed is seen inside.</summary>
public static class TerminalOptionCases
{
    /// <summary>The program starts where the caller says; without a directory, where commands start.</summary>
    [ComplianceCase("terminals/working-directory")]
    [Proves(SandboxOperation.OpenTerminal, "WorkingDirectory")]
    public static async Task WorkingDirectory(ComplianceContext context)
    {
        var text = await SeenAsync(
            context,
            "WorkingDirectory",
            "pwd -P",
            options => options with { WorkingDirectory = context.Settings.ExistingDirectory }).ConfigureAwait(false);
        var sandbox = await context.ShellSandboxAsync().ConfigureAwait(false);
        var expected = await context.TextAsync(sandbox, "cd \"$1\" && pwd -P", context.Settings.ExistingDirectory).ConfigureAwait(false);
        Check.Equal(expected, text, "the directory in which the program starts", Law.HonorOrReject);
        var usual = await SeenAsync(context, "WorkingDirectory", "pwd -P", options => options).ConfigureAwait(false);
        Check.Equal(
            await context.TextAsync(sandbox, "pwd -P").ConfigureAwait(false),
            usual,
            "the directory in which it starts when none is given",
            Law.Terminal);
    }

    /// <summary>Variables arrive, whatever is in them.</summary>
    [ComplianceCase("terminals/environment")]
    [Proves(SandboxOperation.OpenTerminal, "Environment")]
    public static async Task EnvironmentArrives(ComplianceContext context)
    {
        const string Value = "a=b 'c' \"d\" $HOME ż";
        var text = await SeenAsync(context, "Environment", "printf '%s' \"$COMPLIANCE_VALUE\"", options => options with
        {
            Environment = new Dictionary<string, string> { ["COMPLIANCE_VALUE"] = Value },
        }).ConfigureAwait(false);
        Check.Equal(Value, text, "a variable of the terminal", Law.HonorOrReject);
    }

    /// <summary>The program runs as the user.</summary>
    [ComplianceCase("terminals/user")]
    [Proves(SandboxOperation.OpenTerminal, "User")]
    public static async Task User(ComplianceContext context)
    {
        var text = await SeenAsync(
            context, "User", "id -un", options => options with { User = context.Settings.OtherUser }).ConfigureAwait(false);
        Check.Equal(context.Settings.OtherUser, text.Trim(), "the user that the program sees", Law.HonorOrReject);
    }

    private static async Task<string> SeenAsync(
        ComplianceContext context, string option, string script, Func<TerminalOptions, TerminalOptions> set)
    {
        context.Require(SandboxOperation.OpenTerminal, option);
        context.Require(SandboxOperation.OpenTerminal, "Arguments");
        var (_, host) = await context.TerminalSandboxAsync().ConfigureAwait(false);
        var terminal = await context.OpenAsync(host, set(TerminalHelpers.Script(script))).ConfigureAwait(false);
        return await context.TextOfAsync(terminal).ConfigureAwait(false);
    }
}
