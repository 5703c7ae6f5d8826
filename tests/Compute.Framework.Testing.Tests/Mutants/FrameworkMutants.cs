using Compute.Framework.Authoring;

using static Compute.Framework.Testing.Tests.Mutants.Results;

namespace Compute.Framework.Testing.Tests.Mutants;

/// <summary>Mutants of the group framework.</summary>
internal static class FrameworkMutants
{
    private const string Secret = "s3cr3t-of-the-mutant";

    public static IEnumerable<Mutant> All() =>
    [
        new("the user is silently dropped", "framework/refuses-create-options", new() { Options = options => options with { User = null } }),
        new("a command's user is silently dropped", "framework/refuses-command-options", new() { Run = Input(command => command with { User = null }) }),
        new("processes are not claimed but started", "framework/refuses-operations", new() { Describe = info => info.ClaimOperation(SandboxOperation.StartProcess, Support.Unsupported()) }),
        new("a volume's size is dropped", "framework/refuses-further-options", new() { Stores = new() { CreateVolume = (create, options) => create(options is null ? null : options with { SizeBytes = null }) } }, MutantBase.Reference),
        new("snapshots are claimed and hidden", "framework/capabilities-agree", new() { Hides = type => type == typeof(ISnapshotSource) }, MutantBase.InMemory),
        new("a store is claimed and hidden", "framework/capabilities-agree", new() { Hides = type => type == typeof(ISnapshotStore) }, MutantBase.InMemory),
        new("unknown options of its own are dropped", "framework/own-options", new() { Options = options => options with { ProviderOptions = [] } }),
        new("errors about sandboxes lose their context", "framework/errors-carry-context", new() { Error = error => error is SandboxNotFoundException ? new SandboxNotFoundException() : error }),
        new("errors about files lose their context", "framework/file-errors-carry-context", new() { Error = error => error is SandboxFileNotFoundException missing ? new SandboxFileNotFoundException(missing.Path) : error }),
        new("refusals do not say what to do", "framework/refusals-carry-context", new() { Error = error => error is UnsupportedOptionException refused ? new UnsupportedOptionException(refused.Option) { Remediation = null } : error }),
        new("the provider is told to be unavailable after its first check", "framework/availability", Failing()),
        new("errors hold the configured secret", "framework/secrets-hidden", new() { Error = error => error is SandboxNotFoundException ? new SandboxNotFoundException(new InvalidOperationException($"key {Secret} was used")) : error }, Settings: new() { Secrets = [Secret] }),
        new("variables are passed as arguments of a shell", "framework/environment-not-in-arguments", new() { Run = (run, command, token) => run(command.Environment.Count == 0 ? command : command with { Arguments = ["sh", "-c", "shift \"$1\"; shift; \"$@\"; exit $?", "sh", $"{command.Environment.Count}", .. command.Environment.Select(pair => $"{pair.Key}={pair.Value}"), .. command.Arguments] }, token) }),
    ];

    private static Mutation Failing()
    {
        var checks = 0;
        return new() { Availability = availability => Interlocked.Increment(ref checks) == 1 ? availability : ProviderAvailability.Unavailable("The license has expired.") };
    }
}
