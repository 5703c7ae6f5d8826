using Compute.Providers.Local;

namespace Compute.Framework.Testing.Tests;

/// <summary>The Local provider with a state directory of its own: what the cases must all pass on.</summary>
public class LocalFixture : ComplianceFixture
{
    private readonly string _state = Path.Combine(Path.GetTempPath(), $"compute-testing-{Guid.NewGuid():n}");

    public override ComplianceSettings Settings { get; } = new()
    {
        ReadName = (sandbox, _) => Task.FromResult((sandbox as LocalProvider.Sandbox)?.Native.Name),
    };

    public override async ValueTask DisposeAsync()
    {
        try
        {
            await base.DisposeAsync();
        }
        finally
        {
            if (Directory.Exists(_state))
            {
                Directory.Delete(_state, recursive: true);
            }

            GC.SuppressFinalize(this);
        }
    }

    protected override ValueTask<ISandboxProvider> CreateProviderAsync() =>
        new(LocalProvider.Create(new LocalOptions { StateDirectory = _state, Isolation = LocalIsolation.Process }));
}
