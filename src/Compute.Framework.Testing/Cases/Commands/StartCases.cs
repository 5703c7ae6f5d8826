namespace Compute.Framework.Testing;

/// <summary>What the operating system starts, and what it does not.</summary>
public static class StartCases
{
    private static readonly string[] OddNames = ["with-hyphen", "with.dot", "1st", "lower", "_", "BASH_FUNC_shown%%"];

    /// <summary>Variables of any name arrive, also of names that a shell could not write; or they are refused.</summary>
    [ComplianceCase("commands/environment-names")]
    public static async Task EnvironmentNames(ComplianceContext context)
    {
        context.Require(SandboxOperation.RunCommand, "Environment");
        var sandbox = await context.ShellSandboxAsync().ConfigureAwait(false);
        foreach (var name in OddNames)
        {
            ExecutionResult result;
            try
            {
                var command = Command.Create("env") with { Environment = new Dictionary<string, string> { [name] = "(arrived)" } };
                result = await sandbox.RunAsync(command, context.CancellationToken).ConfigureAwait(false);
            }
            catch (UnsupportedOptionException)
            {
                continue;
            }

            var text = result.StandardOutputText;
            Check.That(
                $"\n{text}".Contains($"\n{name}=(arrived)\n", StringComparison.Ordinal),
                $"'env' shows a variable with the name '{name}'",
                text,
                Law.HonorOrReject);
        }
    }

    /// <summary>A command of a user who does not exist cannot be started, be it a sandbox's first command or a later one.</summary>
    [ComplianceCase("commands/user-missing")]
    public static async Task UserMissing(ComplianceContext context)
    {
        context.RequireShell();
        context.Require(SandboxOperation.RunCommand, "User");
        var sandbox = await context.CreateSandboxAsync().ConfigureAwait(false);
        foreach (var which in (string[])["first", "second", "third"])
        {
            var result = await sandbox.RunAsync(
                Command.Create("id") with { User = "no-such-user" }, context.CancellationToken).ConfigureAwait(false);
            Check.Equal(
                ExecutionOutcome.FailedToStart,
                result.Outcome,
                $"the outcome of a sandbox's {which} command, for a user who does not exist,",
                Law.Outcome);
            Check.That(
                result.FailureReason?.Contains("no-such-user", StringComparison.Ordinal) == true,
                "the reason names the user",
                result.FailureReason ?? "null",
                Law.Outcome);
        }

        Check.Exited(
            await context.ShellAsync(sandbox, "exit 0").ConfigureAwait(false),
            0,
            "a command of the sandbox's own user, after that,",
            Law.Outcome);
    }
}
