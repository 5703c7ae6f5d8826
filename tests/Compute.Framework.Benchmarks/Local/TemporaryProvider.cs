using Compute.Providers.Local;

namespace Compute.Framework.Benchmarks;

/// <summary>A Local provider with a state directory of its own, which goes with it.</summary>
internal sealed class TemporaryProvider : IAsyncDisposable
{
    private readonly DirectoryInfo _directory;

    public TemporaryProvider(LocalIsolation isolation)
    {
        _directory = Directory.CreateTempSubdirectory("compute-benchmarks-");
        Provider = LocalProvider.Create(new LocalOptions { StateDirectory = _directory.FullName, Isolation = isolation });
    }

    public ISandboxProvider<LocalProvider.Sandbox> Provider { get; }

    public async ValueTask DisposeAsync()
    {
        await Provider.DisposeAsync();
        _directory.Delete(recursive: true);
    }
}
