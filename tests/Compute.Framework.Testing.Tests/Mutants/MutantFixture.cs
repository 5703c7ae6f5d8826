using Compute.Providers.Local;

namespace Compute.Framework.Testing.Tests.Mutants;

/// <summary>Runs cases against a mutant.</summary>
public sealed class MutantFixture(Mutant mutant) : ComplianceFixture
{
    private readonly string _state = Path.Combine(Path.GetTempPath(), $"compute-testing-{Guid.NewGuid():n}");

    public override ComplianceSettings Settings { get; } = (mutant.Settings ?? new()) with
    {
        CaseTimeout = TimeSpan.FromSeconds(20),
        ExpirySlack = TimeSpan.FromSeconds(3),
        ReadName = async (sandbox, _) => sandbox switch
        {
            MutantSandbox { Inner: LocalProvider.Sandbox local } => local.Native.Name,
            MutantSandbox { Inner: InMemoryProvider.Sandbox memory } => memory.Native.Name,
            _ => await Task.FromResult<string?>(null),
        },
        NoShell = mutant.Base == MutantBase.InMemory ? "commands are scripted" : null,
    };

    protected override string? ReportDirectory => null;

    /// <summary>Ends the run. A mutant may leave sandboxes behind or fail to dispose; its state directory goes either way.</summary>
    public async Task StopAsync()
    {
        try
        {
            await DisposeAsync();
        }
        catch (ComplianceFailedException)
        {
        }

        await using (var provider = Working())
        {
            await foreach (var left in provider.ListAsync())
            {
                await provider.DestroyAsync(left.Id);
            }
        }

        if (Directory.Exists(_state))
        {
            Directory.Delete(_state, recursive: true);
        }
    }

    protected override ValueTask<ISandboxProvider> CreateProviderAsync() => new(new MutantProvider(Working(), mutant.Mutation));

    private ISandboxProvider Working() => mutant.Base == MutantBase.InMemory
        ? InMemoryProvider.Create(new CommandScript())
        : LocalProvider.Create(new LocalOptions { StateDirectory = _state, Isolation = LocalIsolation.Process });
}
