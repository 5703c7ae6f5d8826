namespace Compute.Framework.Testing;

/// <summary>Working directory and environment of a command.</summary>
public static class SurroundingsCases
{
    /// <summary>An absolute working directory.</summary>
    [ComplianceCase("commands/working-directory")]
    [Proves(SandboxOperation.RunCommand, "WorkingDirectory")]
    public static async Task WorkingDirectory(ComplianceContext context)
    {
        context.Require(SandboxOperation.RunCommand, "WorkingDirectory");
        var sandbox = await context.ShellSandboxAsync().ConfigureAwait(false);
        var made = (
            await context.TextAsync(
                sandbox, "mkdir -p \"$1\" && cd \"$1\" && pwd -P", context.Path("a dir")).ConfigureAwait(false)).TrimEnd('\n');
        var result = await sandbox.RunAsync(
            Command.Shell("pwd -P") with { WorkingDirectory = made }, context.CancellationToken).ConfigureAwait(false);
        Check.Text(
            made + "\n",
            Check.Exited(result, 0, "pwd", Law.HonorOrReject).StandardOutput,
            "where a command with an absolute working directory runs",
            Law.HonorOrReject);
    }

    /// <summary>A relative working directory starts at the sandbox's.</summary>
    [ComplianceCase("commands/working-directory-relative")]
    public static async Task WorkingDirectoryRelative(ComplianceContext context)
    {
        context.Require(SandboxOperation.RunCommand, "WorkingDirectory");
        var sandbox = await context.ShellSandboxAsync().ConfigureAwait(false);
        var made = await context.TextAsync(sandbox, "mkdir -p \"$1\" && cd \"$1\" && pwd -P", context.Path("sub")).ConfigureAwait(false);
        var result = await sandbox.RunAsync(
            Command.Shell("pwd -P") with { WorkingDirectory = context.Path("sub") }, context.CancellationToken).ConfigureAwait(false);
        Check.Text(made, result.StandardOutput, "where a command with a relative working directory runs", Law.HonorOrReject);
    }

    /// <summary>Commands start where the files' relative paths start, one like the other.</summary>
    [ComplianceCase("commands/working-directory-default")]
    public static async Task WorkingDirectoryDefault(ComplianceContext context)
    {
        context.Require(SandboxOperation.WriteFile);
        var sandbox = await context.ShellSandboxAsync().ConfigureAwait(false);
        await sandbox.Files.WriteAllTextAsync(context.Path("here"), "yes", context.CancellationToken).ConfigureAwait(false);
        Check.Equal(
            "yes",
            await context.TextAsync(sandbox, "cat \"$1\"", context.Path("here")).ConfigureAwait(false),
            "what a command reads from a relative path that Files.WriteAsync wrote",
            Law.Files);
        var first = await context.TextAsync(sandbox, "pwd -P; cd /").ConfigureAwait(false);
        Check.Equal(
            first,
            await context.TextAsync(sandbox, "pwd -P").ConfigureAwait(false),
            "where the next command starts after one that changed its directory",
            Law.HonorOrReject);
    }

    /// <summary>A missing working directory is no error of the infrastructure, and the command does not run elsewhere.</summary>
    [ComplianceCase("commands/working-directory-missing")]
    public static async Task WorkingDirectoryMissing(ComplianceContext context)
    {
        context.Require(SandboxOperation.RunCommand, "WorkingDirectory");
        var sandbox = await context.ShellSandboxAsync().ConfigureAwait(false);
        ExecutionResult? result = null;
        await Check.SucceedsAsync(
            async () => result = await sandbox.RunAsync(
                Command.Shell("printf ran") with { WorkingDirectory = "/no/such/directory" },
                context.CancellationToken).ConfigureAwait(false),
            "RunAsync with a working directory that is missing", Law.Outcome).ConfigureAwait(false);
        Check.That(
            result is { Outcome: ExecutionOutcome.FailedToStart } or { Outcome: ExecutionOutcome.Exited, ExitCode: 126 or 127 },
            "FailedToStart for a working directory that is missing", Check.Show(result!), Law.Outcome);
        Check.Text("", result!.StandardOutput, "the output of a command that cannot be started", Law.Outcome);
    }

    /// <summary>Variables arrive, with newline, <c>=</c>, quotes and all.</summary>
    [ComplianceCase("commands/environment")]
    [Proves(SandboxOperation.RunCommand, "Environment")]
    public static async Task EnvironmentArrives(ComplianceContext context)
    {
        context.Require(SandboxOperation.RunCommand, "Environment");
        var sandbox = await context.ShellSandboxAsync().ConfigureAwait(false);
        foreach (var value in (string[])["plain", "", "two\nlines\n", "a=b=c", "'\"$HOME`id`\\", "漢字", "  spaces  "])
        {
            var command = Command.Shell("printf '%s' \"${SHOWN-unset}\"; printf '%s' \"$LATER\" >&2") with
            {
                Environment = new Dictionary<string, string> { ["SHOWN"] = value, ["LATER"] = "too" },
            };
            var result = await sandbox.RunAsync(command, context.CancellationToken).ConfigureAwait(false);
            Check.Text(value, result.StandardOutput, "the value of a variable inside", Law.HonorOrReject);
            Check.Text("too", result.StandardError, "the value of a second variable inside", Law.HonorOrReject);
        }
    }

    /// <summary>A variable of one command is not there for the next, and adds to the others instead of replacing them.</summary>
    [ComplianceCase("commands/environment-of-one-command")]
    public static async Task EnvironmentOfOneCommand(ComplianceContext context)
    {
        context.Require(SandboxOperation.RunCommand, "Environment");
        var sandbox = await context.ShellSandboxAsync().ConfigureAwait(false);
        var path = await context.TextAsync(sandbox, "printf '%s' \"$PATH\"").ConfigureAwait(false);
        var command = Command.Shell("printf '%s' \"$PATH\"") with { Environment = new Dictionary<string, string> { ["ONCE"] = "x" } };
        Check.Text(
            path,
            (await sandbox.RunAsync(command, context.CancellationToken).ConfigureAwait(false)).StandardOutput,
            "PATH inside, with a variable of the command's own",
            Law.HonorOrReject);
        Check.Equal(
            "unset",
            await context.TextAsync(sandbox, "printf '%s' \"${ONCE-unset}\"").ConfigureAwait(false),
            "an earlier command's variable",
            Law.HonorOrReject);
    }

    /// <summary>Nothing of the host's environment is visible inside.</summary>
    [ComplianceCase("commands/host-environment-hidden")]
    public static async Task HostEnvironmentHidden(ComplianceContext context)
    {
        var sandbox = await context.ShellSandboxAsync().ConfigureAwait(false);
        var key = $"COMPLIANCE_{context.RunId.ToUpperInvariant()}";
        var canary = Guid.NewGuid().ToString("n");
        Environment.SetEnvironmentVariable(key, canary);
        try
        {
            var fresh = await context.CreateSandboxAsync().ConfigureAwait(false);
            foreach (var place in (ISandbox[])[sandbox, fresh])
            {
                var seen = await context.TextAsync(place, "env").ConfigureAwait(false);
                Check.That(
                    !seen.Contains(canary, StringComparison.Ordinal),
                    "nothing of the host's environment inside",
                    $"{key}, which the test's own process has, is there",
                    Law.Isolation);
            }
        }
        finally
        {
            Environment.SetEnvironmentVariable(key, null);
        }
    }
}
