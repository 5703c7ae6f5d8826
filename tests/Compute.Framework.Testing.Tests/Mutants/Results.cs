namespace Compute.Framework.Testing.Tests.Mutants;

/// <summary>Results with one thing changed.</summary>
internal static class Results
{
    public static ExecutionResult With(this ExecutionResult result, byte[]? output = null, byte[]? error = null) =>
        result with { StandardOutput = output ?? result.StandardOutput, StandardError = error ?? result.StandardError };

    /// <summary>The same output with another outcome.</summary>
    public static ExecutionResult As(this ExecutionResult result, ExecutionResult outcome) => outcome with
    {
        StandardOutput = result.StandardOutput,
        StandardError = result.StandardError,
        Duration = result.Duration,
        IsOutputTruncated = result.IsOutputTruncated,
    };

    /// <summary>Changes each result of RunAsync.</summary>
    public static Func<RunCommand, Command, CancellationToken, Task<ExecutionResult>> Result(Func<ExecutionResult, ExecutionResult> change) =>
        async (run, command, token) => change(await run(command, token));

    /// <summary>Changes each command of RunAsync.</summary>
    public static Func<RunCommand, Command, CancellationToken, Task<ExecutionResult>> Input(Func<Command, Command> change) =>
        (run, command, token) => run(change(command), token);

    /// <summary>Changes each command of StartAsync.</summary>
    public static Func<StartProcess, Command, CancellationToken, Task<ISandboxProcess>> Started(Func<Command, Command> change) =>
        (start, command, token) => start(change(command), token);

    /// <summary>Claims options that the provider does not have, and drops them.</summary>
    public static Mutation Drops(SandboxOperation operation, string option, Func<CreateSandboxOptions, CreateSandboxOptions>? options = null) => new()
    {
        Describe = info => info.Claim(operation, option),
        Options = options,
    };

    public static ProviderInfo Claim(this ProviderInfo info, SandboxOperation operation, string option, Support? capability = null)
    {
        var changed = info.Capabilities.Operations.Select(entry => entry.Operation != operation
            ? entry
            : entry with { Options = new Dictionary<string, Support>(entry.Options) { [option] = capability ?? Support.Native() } });
        return info with { Capabilities = new CapabilityManifest(changed, info.Capabilities.OrphanCleanup) };
    }

    /// <summary>Takes an option out of what the provider claims.</summary>
    public static ProviderInfo Disclaim(this ProviderInfo info, SandboxOperation operation, string option)
    {
        var changed = info.Capabilities.Operations.Select(entry => entry.Operation != operation
            ? entry
            : entry with { Options = entry.Options.Where(pair => pair.Key != option).ToDictionary() });
        return info with { Capabilities = new CapabilityManifest(changed, info.Capabilities.OrphanCleanup) };
    }

    /// <summary>Declares limits that nothing holds.</summary>
    public static ProviderInfo Limit(this ProviderInfo info, SandboxOperation operation, string option, OptionLimits limits)
    {
        var changed = info.Capabilities.Operations.Select(entry => entry.Operation != operation
            ? entry
            : entry with { Limits = new Dictionary<string, OptionLimits>(entry.Limits) { [option] = limits } });
        return info with { Capabilities = new CapabilityManifest(changed, info.Capabilities.OrphanCleanup) };
    }

    public static ProviderInfo ClaimOperation(this ProviderInfo info, SandboxOperation operation, Support support)
    {
        var changed = info.Capabilities.Operations.Select(entry => entry.Operation != operation ? entry : entry with { Support = support });
        return info with { Capabilities = new CapabilityManifest(changed, info.Capabilities.OrphanCleanup) };
    }

    public static CreateSandboxOptions WithoutLabels(this CreateSandboxOptions options, Func<string, bool> drop) =>
        options with { Labels = options.Labels.Where(label => !drop(label.Key)).ToDictionary() };
}
