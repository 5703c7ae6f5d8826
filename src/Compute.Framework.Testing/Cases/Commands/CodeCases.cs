namespace Compute.Framework.Testing;

/// <summary>Source text is run by an interpreter inside.</summary>
public static class CodeCases
{
    /// <summary>Shell code.</summary>
    [ComplianceCase("commands/code-shell")]
    [Proves(SandboxOperation.RunCode)]
    public static async Task CodeShell(ComplianceContext context)
    {
        context.Require(SandboxOperation.RunCode);
        var sandbox = await context.ShellSandboxAsync().ConfigureAwait(false);
        var result = await sandbox.RunCodeAsync(
            "# a comment\nx='a b'\nprintf '%s;' \"$x\" \"$#\"\nprintf oops >&2\nexit 3",
            CodeLanguage.Shell,
            context.CancellationToken).ConfigureAwait(false);
        Check.Exited(result, 3, "shell code", Law.Outcome);
        Check.Text("a b;0;", result.StandardOutput, "its standard output", Law.BytesFirst);
        Check.Text("oops", result.StandardError, "its standard error", Law.BytesFirst);
    }

    /// <summary>Python code, also when no language is named.</summary>
    [ComplianceCase("commands/code-python")]
    [Proves(SandboxOperation.RunCode)]
    public static async Task CodePython(ComplianceContext context)
    {
        context.Require(SandboxOperation.RunCode);
        var sandbox = await context.ShellSandboxAsync().ConfigureAwait(false);
        if (!(await context.ShellAsync(sandbox, "command -v python3 || command -v python").ConfigureAwait(false)).IsSuccess)
        {
            context.NotApplicable("There is no Python in the sandboxes.");
        }

        foreach (var language in (CodeLanguage?[])[CodeLanguage.Python, null])
        {
            var result = await sandbox.RunCodeAsync(
                "import sys\nprint('żółć', \"x\" * 3)\nsys.exit(4)",
                new RunCodeOptions { Language = language },
                context.CancellationToken).ConfigureAwait(false);
            Check.Exited(result, 4, "Python code", Law.Outcome);
            Check.Text("żółć xxx\n", result.StandardOutput, "its standard output", Law.BytesFirst);
        }
    }

    /// <summary>Code of 200 KiB, which fits into no argument.</summary>
    [ComplianceCase("commands/code-long")]
    public static async Task CodeLong(ComplianceContext context)
    {
        context.Require(SandboxOperation.RunCode);
        var sandbox = await context.ShellSandboxAsync().ConfigureAwait(false);
        var code = string.Concat(Enumerable.Repeat("# a comment of forty-one characters, padded\n", 5_000)) + "printf end";
        var result = await sandbox.RunCodeAsync(code, CodeLanguage.Shell, context.CancellationToken).ConfigureAwait(false);
        Check.Text(
            "end", Check.Exited(result, 0, "shell code of 200 KiB", Law.Outcome).StandardOutput, "its standard output", Law.BytesFirst);
    }

    /// <summary>A language that nothing runs is refused.</summary>
    [ComplianceCase("commands/code-unknown-language")]
    public static async Task CodeUnknownLanguage(ComplianceContext context)
    {
        context.Require(SandboxOperation.RunCode);
        var sandbox = await context.SharedSandboxAsync().ConfigureAwait(false);
        await Check.ThrowsAsync<UnsupportedOptionException>(
            () => sandbox.RunCodeAsync("x", new CodeLanguage("no-such-language"), context.CancellationToken),
            "RunCodeAsync in a language that nothing runs",
            Law.HonorOrReject).ConfigureAwait(false);
    }
}
