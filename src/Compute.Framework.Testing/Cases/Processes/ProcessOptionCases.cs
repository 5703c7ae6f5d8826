namespace Compute.Framework.Testing;

/// <summary>Input and options of a started process.</summary>
public static class ProcessOptionCases
{
    /// <summary>Input is written while the process runs, and closing it is seen as its end.</summary>
    [ComplianceCase("processes/input")]
    public static async Task Input(ComplianceContext context)
    {
        var sandbox = await context.ProcessSandboxAsync().ConfigureAwait(false);
        var process = await context.StartShellAsync(
            sandbox, "read line; printf 'got %s;' \"$line\"; cat; printf end").ConfigureAwait(false);
        await process.WriteInputAsync("one\n"u8.ToArray(), context.CancellationToken).ConfigureAwait(false);
        await context.ReadUntilAsync(process, "got one;").ConfigureAwait(false);
        await process.WriteInputAsync(new byte[] { 0xff, 0x00, 0x0a }, context.CancellationToken).ConfigureAwait(false);
        await process.CloseInputAsync(context.CancellationToken).ConfigureAwait(false);
        await Check.SucceedsAsync(
            () => process.CloseInputAsync(context.CancellationToken), "a second CloseInputAsync", Law.Process).ConfigureAwait(false);
        var result = await process.WaitAsync(context.CancellationToken).ConfigureAwait(false);
        Check.Bytes(
            [.. "got one;"u8, 0xff, 0x00, 0x0a, .. "end"u8],
            result.StandardOutput.Span,
            "what the process gives back of its input",
            Law.BytesFirst);
    }

    /// <summary>Writing input after the end, or after closing it, is a <see cref="ProcessInputClosedException"/>.</summary>
    [ComplianceCase("processes/input-after-end")]
    public static async Task InputAfterEnd(ComplianceContext context)
    {
        var sandbox = await context.ProcessSandboxAsync().ConfigureAwait(false);
        var ended = await context.StartShellAsync(sandbox, "exit 0").ConfigureAwait(false);
        await ended.WaitAsync(context.CancellationToken).ConfigureAwait(false);
        await Check.ThrowsAsync<ProcessInputClosedException>(
            () => ended.WriteInputAsync(new byte[1], context.CancellationToken),
            "WriteInputAsync after the process ended",
            Law.Process).ConfigureAwait(false);
        var closed = await context.StartShellAsync(sandbox, "cat; sleep 120").ConfigureAwait(false);
        await closed.CloseInputAsync(context.CancellationToken).ConfigureAwait(false);
        await Check.ThrowsAsync<ProcessInputClosedException>(
            () => closed.WriteInputAsync(new byte[1], context.CancellationToken),
            "WriteInputAsync after CloseInputAsync",
            Law.Process).ConfigureAwait(false);
    }

    /// <summary>Input that the command brings is fed to it.</summary>
    [ComplianceCase("processes/standard-input")]
    [Proves(SandboxOperation.StartProcess, "StandardInput")]
    public static async Task StandardInput(ComplianceContext context)
    {
        context.Require(SandboxOperation.StartProcess, "StandardInput");
        var sandbox = await context.ProcessSandboxAsync().ConfigureAwait(false);
        var bytes = Data.Bytes(300_000, seed: 21);
        var process = await context.StartAsync(
            sandbox, Command.Create("cksum") with { StandardInput = CommandInput.FromBytes(bytes) }).ConfigureAwait(false);
        var result = await process.WaitAsync(context.CancellationToken).ConfigureAwait(false);
        Check.Equal(
            Data.Checksum(bytes), result.StandardOutputText.Trim(), "the checksum inside of the command's input", Law.HonorOrReject);
    }

    /// <summary>The working directory.</summary>
    [ComplianceCase("processes/working-directory")]
    [Proves(SandboxOperation.StartProcess, "WorkingDirectory")]
    public static async Task WorkingDirectory(ComplianceContext context)
    {
        context.Require(SandboxOperation.StartProcess, "WorkingDirectory");
        var sandbox = await context.ProcessSandboxAsync().ConfigureAwait(false);
        var made = await context.TextAsync(sandbox, "mkdir -p \"$1\" && cd \"$1\" && pwd -P", context.Path("a dir")).ConfigureAwait(false);
        var process = await context.StartAsync(
            sandbox, Command.Shell("pwd -P") with { WorkingDirectory = made.TrimEnd('\n') }).ConfigureAwait(false);
        var result = await process.WaitAsync(context.CancellationToken).ConfigureAwait(false);
        Check.Text(made, result.StandardOutput, "where a process with a working directory runs", Law.HonorOrReject);
    }

    /// <summary>The environment.</summary>
    [ComplianceCase("processes/environment")]
    [Proves(SandboxOperation.StartProcess, "Environment")]
    public static async Task EnvironmentArrives(ComplianceContext context)
    {
        context.Require(SandboxOperation.StartProcess, "Environment");
        var sandbox = await context.ProcessSandboxAsync().ConfigureAwait(false);
        var command = Command.Shell(
            "printf '%s' \"${SHOWN-unset}\"") with { Environment = new Dictionary<string, string> { ["SHOWN"] = "a=b\n'c' $d" } };
        var process = await context.StartAsync(sandbox, command).ConfigureAwait(false);
        var result = await process.WaitAsync(context.CancellationToken).ConfigureAwait(false);
        Check.Text("a=b\n'c' $d", result.StandardOutput, "the value of a variable inside", Law.HonorOrReject);
    }

    /// <summary>The result keeps no more than asked for, and says so; a reader gets all of it.</summary>
    [ComplianceCase("processes/max-output")]
    [Proves(SandboxOperation.StartProcess, "MaxOutputBytes")]
    public static async Task MaxOutput(ComplianceContext context)
    {
        context.Require(SandboxOperation.StartProcess, "MaxOutputBytes");
        var sandbox = await context.ProcessSandboxAsync().ConfigureAwait(false);
        var process = await context.StartAsync(
            sandbox, Command.Shell("printf 1234567890; exit 2") with { MaxOutputBytes = 4 }).ConfigureAwait(false);
        var result = Check.Exited(
            await process.WaitAsync(context.CancellationToken).ConfigureAwait(false), 2, "the process", Law.MaxOutput);
        Check.Text("1234", result.StandardOutput, "what the result keeps", Law.MaxOutput);
        Check.That(result.IsOutputTruncated, "IsOutputTruncated is true", "false", Law.MaxOutput);
    }

    /// <summary>The user.</summary>
    [ComplianceCase("processes/user")]
    [Proves(SandboxOperation.StartProcess, "User")]
    public static async Task User(ComplianceContext context)
    {
        context.Require(SandboxOperation.StartProcess, "User");
        var sandbox = await context.ProcessSandboxAsync().ConfigureAwait(false);
        var process = await context.StartAsync(
            sandbox, Command.Create("id", "-un") with { User = context.Settings.OtherUser }).ConfigureAwait(false);
        var result = await process.WaitAsync(context.CancellationToken).ConfigureAwait(false);
        Check.Text(context.Settings.OtherUser + "\n", result.StandardOutput, "the user that a process sees", Law.HonorOrReject);
    }

    /// <summary>A program that cannot be started is a result, or an error of its own, not an exit code.</summary>
    [ComplianceCase("processes/program-missing")]
    public static async Task ProgramMissing(ComplianceContext context)
    {
        var sandbox = await context.ProcessSandboxAsync().ConfigureAwait(false);
        ExecutionResult? result = null;
        await Check.SucceedsAsync(
            async () =>
            {
                var process = await context.StartAsync(sandbox, Command.Create("no-such-program-anywhere")).ConfigureAwait(false);
                result = await process.WaitAsync(context.CancellationToken).ConfigureAwait(false);
            },
            "StartAsync and WaitAsync of a program that is missing", Law.Outcome).ConfigureAwait(false);
        Check.That(
            result is { Outcome: ExecutionOutcome.FailedToStart } or { Outcome: ExecutionOutcome.Exited, ExitCode: 127 },
            "FailedToStart, or exit code 127 where a shell inside reported that", Check.Show(result!), Law.Outcome);
    }
}
