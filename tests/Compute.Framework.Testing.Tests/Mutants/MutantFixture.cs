using Compute.Framework.Testing.Tests.Mutants.Reference;
using Compute.Providers.Local;

namespace Compute.Framework.Testing.Tests.Mutants;

/// <summary>Runs cases against a mutant.</summary>
public sealed class MutantFixture(Mutant mutant) : ComplianceFixture
{
    private static readonly HealthSample Health = new(
        options => options with { Labels = new Dictionary<string, string>(options.Labels) { [ReferenceProvider.HealthLabel] = "check" } },
        (sandbox, token) => sandbox.Files.WriteAllTextAsync(ReferenceSandbox.UnhealthyFile, "x", token));

    private readonly string _state = Path.Combine(Path.GetTempPath(), $"compute-testing-{Guid.NewGuid():n}");

    private ReferenceWorld World => field ??= new ReferenceWorld(Path.Combine(_state, "reference"));

    public override ComplianceSettings Settings { get; } = (mutant.Settings ?? new()) with
    {
        CaseTimeout = TimeSpan.FromSeconds(20),
        Patience = TimeSpan.FromSeconds(8),
        ExpirySlack = TimeSpan.FromSeconds(3),
        ReadName = async (sandbox, _) => sandbox switch
        {
            MutantSandbox { Inner: LocalProvider.Sandbox local } => local.Native.Name,
            MutantSandbox { Inner: ReferenceSandbox { Inner: LocalProvider.Sandbox local } } => local.Native.Name,
            MutantSandbox { Inner: InMemoryProvider.Sandbox memory } => memory.Native.Name,
            _ => await Task.FromResult<string?>(null),
        },
        WriteLog = (sandbox, text, _) =>
        {
            ((ReferenceSandbox)((MutantSandbox)sandbox).Inner).WriteLog(text);
            return Task.CompletedTask;
        },
        TemplateBuild = ReferenceProvider.Sample,
        HealthCheck = Health,
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

    private ISandboxProvider Working() => mutant.Base switch
    {
        MutantBase.InMemory => InMemoryProvider.Create(new CommandScript()),
        MutantBase.Reference => new ReferenceProvider(Local(LocalIsolation.Process), World),
        MutantBase.ReferenceInNamespaces => new ReferenceProvider(Local(LocalIsolation.Namespaces), World),
        _ => Local(LocalIsolation.Process),
    };

    private ISandboxProvider Local(LocalIsolation isolation) => LocalProvider.Create(new LocalOptions { StateDirectory = _state, Isolation = isolation });
}
