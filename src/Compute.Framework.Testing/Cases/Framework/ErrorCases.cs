namespace Compute.Framework.Testing;

/// <summary>Errors say where they come from and what to do; secrets stay secret.</summary>
public static class ErrorCases
{
    /// <summary>An error about a sandbox carries provider, sandbox, operation, code and whether it is transient.</summary>
    [ComplianceCase("framework/errors-carry-context")]
    public static async Task ErrorsCarryContext(ComplianceContext context)
    {
        var sandbox = await context.CreateSandboxAsync().ConfigureAwait(false);
        await sandbox.DestroyAsync(context.CancellationToken).ConfigureAwait(false);
        var error = await Check.ThrowsAsync<SandboxNotFoundException>(
            () => sandbox.GetInfoAsync(context.CancellationToken),
            "GetInfoAsync of a destroyed sandbox",
            Law.Destroy).ConfigureAwait(false);
        CheckContext(context, error, sandbox.Id);
        Check.That(!error.IsTransient, "a sandbox that is gone is no transient error", "IsTransient is true", Law.Errors);
    }

    /// <summary>The same of an error about a file.</summary>
    [ComplianceCase("framework/file-errors-carry-context")]
    public static async Task FileErrorsCarryContext(ComplianceContext context)
    {
        var sandbox = await context.FileSandboxAsync().ConfigureAwait(false);
        var error = await Check.ThrowsAsync<SandboxFileNotFoundException>(
            () => context.ReadTextAsync(sandbox, context.Path("none")), "reading a missing file", Law.Files).ConfigureAwait(false);
        CheckContext(context, error, sandbox.Id);
        Check.That(!error.IsTransient, "a missing file is no transient error", "IsTransient is true", Law.Errors);
    }

    /// <summary>A refusal carries the provider and what to do about it.</summary>
    [ComplianceCase("framework/refusals-carry-context")]
    public static async Task RefusalsCarryContext(ComplianceContext context)
    {
        var refused = context.Capabilities.Supports(SandboxOperation.CreateSandbox, "Resources.Gpus")
            ? context.Defaults with { Template = "template" }
            : context.Defaults with { Resources = context.Defaults.Resources with { Gpus = 1 } };
        if (context.Capabilities.Supports(SandboxOperation.CreateSandbox, refused.Template is null ? "Resources.Gpus" : "Template"))
        {
            context.NotApplicable("The provider claims every option that this case would have refused.");
        }

        var error = await Check.ThrowsAsync<UnsupportedOptionException>(
            () => context.CreateSandboxAsync(refused),
            "CreateAsync with an option that is not claimed",
            Law.HonorOrReject).ConfigureAwait(false);
        CheckContext(context, error, sandboxId: null);
        Check.That(!string.IsNullOrEmpty(error.Remediation), "a refusal says what to do", "Remediation is empty", Law.Errors);
    }

    /// <summary>The check of availability agrees with what can be done, each time.</summary>
    [ComplianceCase("framework/availability")]
    [Proves(SandboxOperation.CheckAvailability)]
    public static async Task Availability(ComplianceContext context)
    {
        for (var i = 0; i < 2; i++)
        {
            var availability = await context.Provider.CheckAvailabilityAsync(context.CancellationToken).ConfigureAwait(false);
            Check.That(
                availability.IsAvailable,
                "the provider is available while its sandboxes work",
                availability.Reason ?? "unavailable without a reason",
                Law.Errors);
            await context.SharedSandboxAsync().ConfigureAwait(false);
        }
    }

    /// <summary>The values of secret settings are in no error and in no text of the provider's.</summary>
    [ComplianceCase("framework/secrets-hidden")]
    public static async Task SecretsHidden(ComplianceContext context)
    {
        if (context.Settings.Secrets.Count == 0)
        {
            context.NotApplicable("Settings.Secrets is empty: the provider was configured without a secret.");
        }

        var texts = new List<string?> { context.Provider.ToString(), context.Provider.Info.ToString(),
            string.Join(' ', context.Provider.Info.Settings.Settings) };
        var sandbox = await context.CreateSandboxAsync().ConfigureAwait(false);
        texts.Add(sandbox.ToString());
        texts.Add((await sandbox.GetInfoAsync(context.CancellationToken).ConfigureAwait(false)).ToString());
        await sandbox.DestroyAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var call in (Func<Task>[])[
            () => sandbox.GetInfoAsync(context.CancellationToken),
            () => context.ReadTextAsync(sandbox, "none"),
            () => context.CreateSandboxAsync(context.Defaults with { SnapshotId = "none", Template = "none" })])
        {
            texts.Add(
                (await Check.ThrowsAsync<ComputeException>(call, "a call that must fail", Law.Errors).ConfigureAwait(false)).ToString());
        }

        foreach (var secret in context.Settings.Secrets)
        {
            Check.That(
                !texts.Any(text => text?.Contains(secret, StringComparison.Ordinal) == true),
                "no secret in an error or a text",
                "one is there",
                Law.NoSecrets);
        }
    }

    /// <summary>The value of a command's variable is in no argument list that can be seen inside.</summary>
    [ComplianceCase("framework/environment-not-in-arguments")]
    public static async Task EnvironmentNotInArguments(ComplianceContext context)
    {
        context.Require(SandboxOperation.RunCommand, "Environment");
        var sandbox = await context.ShellSandboxAsync().ConfigureAwait(false);
        const string Script = "all=$(cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\000' ' '); case $all in *\"$CANARY\"*) printf " +
            "leaked;; '') printf none;; *) printf hidden;; esac";
        var command = Command.Shell(Script) with { Environment = new Dictionary<string,
            string> { ["CANARY"] = Guid.NewGuid().ToString("n") } };
        var seen = (await sandbox.RunAsync(command, context.CancellationToken).ConfigureAwait(false)).StandardOutputText;
        if (seen == "none")
        {
            context.NotApplicable("There is no /proc in the sandboxes to see argument lists in.");
        }

        Check.Equal("hidden", seen, "the value of a command's variable, looked for in the argument lists inside,", Law.NoSecrets);
    }

    private static void CheckContext(ComplianceContext context, ComputeException error, string? sandboxId)
    {
        Check.Equal(context.Provider.Info.Name, error.ProviderName, $"{error.GetType().Name}.ProviderName", Law.Errors);
        Check.Equal(sandboxId, error.SandboxId, $"{error.GetType().Name}.SandboxId", Law.Errors);
        Check.That(!string.IsNullOrEmpty(error.Operation), "the operation in the error", "none", Law.Errors);
        Check.That(!string.IsNullOrEmpty(error.Code), "a code in the error", "none", Law.Errors);
    }
}
