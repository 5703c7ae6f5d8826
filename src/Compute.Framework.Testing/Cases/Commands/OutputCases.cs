namespace Compute.Framework.Testing;

/// <summary>Output arrives byte for byte, as much as is wanted.</summary>
public static class OutputCases
{
    private const int TenMebibytes = 10 * 1024 * 1024;
    private const int Limit = 1024 * 1024;

    /// <summary>Standard output alone.</summary>
    [ComplianceCase("commands/standard-output")]
    [Proves(SandboxOperation.RunCommand)]
    public static async Task StandardOutput(ComplianceContext context)
    {
        var sandbox = await context.ShellSandboxAsync().ConfigureAwait(false);
        var result = Check.Exited(await context.ShellAsync(sandbox, "printf 'out\\n'").ConfigureAwait(false), 0, "printf", Law.Outcome);
        Check.Text("out\n", result.StandardOutput, "standard output", Law.BytesFirst);
        Check.Text("", result.StandardError, "standard error", Law.BytesFirst);
    }

    /// <summary>Standard error alone.</summary>
    [ComplianceCase("commands/standard-error")]
    public static async Task StandardError(ComplianceContext context)
    {
        var sandbox = await context.ShellSandboxAsync().ConfigureAwait(false);
        var result = Check.Exited(await context.ShellAsync(sandbox, "printf 'err\\n' >&2").ConfigureAwait(false), 0, "printf", Law.Outcome);
        Check.Text("", result.StandardOutput, "standard output", Law.BytesFirst);
        Check.Text("err\n", result.StandardError, "standard error", Law.BytesFirst);
    }

    /// <summary>Both streams, kept apart; no end of line is added.</summary>
    [ComplianceCase("commands/both-streams")]
    public static async Task BothStreams(ComplianceContext context)
    {
        var sandbox = await context.ShellSandboxAsync().ConfigureAwait(false);
        var result = await context.ShellAsync(sandbox, "printf 1; printf a >&2; printf 2; printf b >&2").ConfigureAwait(false);
        Check.Text("12", result.StandardOutput, "standard output", Law.BytesFirst);
        Check.Text("ab", result.StandardError, "standard error", Law.BytesFirst);
    }

    /// <summary>Bytes that are no UTF-8, NUL and carriage return included, arrive as they are.</summary>
    [ComplianceCase("commands/invalid-utf8")]
    public static async Task InvalidUtf8(ComplianceContext context)
    {
        var sandbox = await context.ShellSandboxAsync().ConfigureAwait(false);
        var result = await context.ShellAsync(sandbox, "printf 'a\\377\\376\\000\\r\\nz\\303'; printf '\\200' >&2").ConfigureAwait(false);
        Check.Bytes(
            [(byte)'a', 0xff, 0xfe, 0x00, (byte)'\r', (byte)'\n', (byte)'z', 0xc3],
            result.StandardOutput.Span,
            "standard output",
            Law.BytesFirst);
        Check.Bytes([0x80], result.StandardError.Span, "standard error", Law.BytesFirst);
    }

    /// <summary>10 MiB on both streams at the same time, without a deadlock.</summary>
    [ComplianceCase("commands/ten-mebibytes-on-both-streams")]
    public static async Task TenMebibytesOnBothStreams(ComplianceContext context)
    {
        var sandbox = await context.ShellSandboxAsync().ConfigureAwait(false);
        var result = await context.ShellAsync(
            sandbox,
            "head -c \"$1\" /dev/zero | tr '\\0' e >&2 & head -c \"$1\" /dev/zero | tr '\\0' o; wait",
            $"{TenMebibytes}").ConfigureAwait(false);
        Check.Exited(result, 0, "a command that writes 10 MiB to both streams", Law.Outcome);
        CheckFilled(result.StandardOutput, 'o', "standard output");
        CheckFilled(result.StandardError, 'e', "standard error");
        Check.That(!result.IsOutputTruncated, "IsOutputTruncated is false, as all of the output is below the limit", "true", Law.MaxOutput);
    }

    /// <summary>64 MiB against a limit of 1 MiB: the first 1 MiB is kept, the rest read and dropped, the exit code is the
    /// command's.</summary>
    [ComplianceCase("commands/output-past-the-limit")]
    [Proves(SandboxOperation.RunCommand, "MaxOutputBytes")]
    public static async Task OutputPastTheLimit(ComplianceContext context)
    {
        context.Require(SandboxOperation.RunCommand, "MaxOutputBytes");
        var sandbox = await context.ShellSandboxAsync().ConfigureAwait(false);
        var command = Command.Shell("printf first; head -c 67108864 /dev/zero; exit 7") with { MaxOutputBytes = Limit };
        var result = await sandbox.RunAsync(command, context.CancellationToken).ConfigureAwait(false);
        Check.Exited(result, 7, "a command that writes 64 MiB against a limit of 1 MiB, then exits with 7,", Law.MaxOutput);
        Check.Equal(Limit, result.StandardOutput.Length, "the number of bytes that are kept", Law.MaxOutput);
        Check.Text("first", result.StandardOutput[..5], "the beginning of what is kept", Law.MaxOutput);
        Check.That(result.IsOutputTruncated, "IsOutputTruncated is true", "false", Law.MaxOutput);
    }

    /// <summary>The limit counts each stream for itself, and output of exactly the limit is not truncated.</summary>
    [ComplianceCase("commands/output-at-the-limit")]
    public static async Task OutputAtTheLimit(ComplianceContext context)
    {
        context.Require(SandboxOperation.RunCommand, "MaxOutputBytes");
        var sandbox = await context.ShellSandboxAsync().ConfigureAwait(false);
        var command = Command.Shell("printf 12345678; printf abcdefgh >&2") with { MaxOutputBytes = 8 };
        var result = await sandbox.RunAsync(command, context.CancellationToken).ConfigureAwait(false);
        Check.Text("12345678", result.StandardOutput, "standard output of exactly the limit", Law.MaxOutput);
        Check.Text("abcdefgh", result.StandardError, "standard error of exactly the limit", Law.MaxOutput);
        Check.That(!result.IsOutputTruncated, "IsOutputTruncated is false for output of exactly the limit", "true", Law.MaxOutput);
    }

    /// <summary>The limit holds for the standard error too.</summary>
    [ComplianceCase("commands/error-output-past-the-limit")]
    public static async Task ErrorOutputPastTheLimit(ComplianceContext context)
    {
        context.Require(SandboxOperation.RunCommand, "MaxOutputBytes");
        var sandbox = await context.ShellSandboxAsync().ConfigureAwait(false);
        var command = Command.Shell("printf 12345678 >&2; printf all") with { MaxOutputBytes = 5 };
        var result = await sandbox.RunAsync(command, context.CancellationToken).ConfigureAwait(false);
        Check.Text("12345", result.StandardError, "what is kept of the standard error", Law.MaxOutput);
        Check.Text("all", result.StandardOutput, "standard output, which is below the limit", Law.MaxOutput);
        Check.That(result.IsOutputTruncated, "IsOutputTruncated is true", "false", Law.MaxOutput);
    }

    private static void CheckFilled(ReadOnlyMemory<byte> output, char expected, string stream)
    {
        Check.Equal(TenMebibytes, output.Length, $"the number of bytes on {stream}", Law.BytesFirst);
        Check.That(output.Span.IndexOfAnyExcept((byte)expected) < 0, $"only '{expected}' on {stream}", "other bytes too", Law.BytesFirst);
    }
}
