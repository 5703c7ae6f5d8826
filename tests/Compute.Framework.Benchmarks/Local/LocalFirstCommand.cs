using Compute.Providers.Local;

namespace Compute.Framework.Benchmarks;

/// <summary>Creates sandboxes and runs a first command in them; removes them when nobody measures.</summary>
internal sealed class LocalFirstCommand(LocalIsolation isolation) : IAsyncDisposable
{
    public const string Program = "true";

    private readonly TemporaryProvider _local = new(isolation);
    private readonly List<ISandbox> _created = [];

    /// <summary>A directory for the comparison side.</summary>
    public string Workspace { get; } = Directory.CreateTempSubdirectory("compute-benchmarks-").FullName;

    public async Task CreateAndRunAsync()
    {
        var sandbox = await _local.Provider.CreateAsync();
        _created.Add(sandbox);
        (await sandbox.RunAsync(Command.Create(Program))).EnsureSuccess();
    }

    public Task RunRawAsync() => isolation == LocalIsolation.Namespaces ? RawBubblewrap.RunAsync(Workspace, Program) : RawProcess.RunAsync(Program);

    public async Task RemoveAsync()
    {
        foreach (var sandbox in _created)
        {
            await sandbox.DisposeAsync();
        }

        _created.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await RemoveAsync();
        await _local.DisposeAsync();
        Directory.Delete(Workspace, recursive: true);
    }
}
