using Compute.Framework;
using Compute.Framework.Authoring;

namespace TestProviders.Every;

/// <summary>A method for every operation; refines its capabilities; says whether commands share shells; disposes synchronously.</summary>
[Provider("every")]
public sealed partial class EveryOperationProvider(HttpClient client, EveryOptions settings, Microsoft.Extensions.Logging.ILogger logger) : ICapabilityRefiner, IShellSessions, IDisposable
{
    private readonly Dictionary<string, Machine> _all = [];
    private readonly List<SnapshotInfo> _snapshots = [];

    public List<string> Calls { get; } = [];

    public bool WasAskedForSessions { get; private set; }

    public bool UsesShellSessions => !(WasAskedForSessions = true);

    public (HttpClient Client, Microsoft.Extensions.Logging.ILogger Logger, EveryOptions Settings) Parts => (client, logger, settings);

    [CreateSandbox]
    private Task<Machine> CreateAsync(
        string? image, string? template, string? snapshotId, string? name, IReadOnlyDictionary<string, string> labels,
        IReadOnlyDictionary<string, string> environment, string? workingDirectory, string? user, TimeSpan? lifetime, double? cpus, long? memoryBytes,
        long? diskBytes, int? maxProcesses, int? gpus, IReadOnlyList<int> ports, IReadOnlyList<SandboxMount> mounts, NetworkPolicy? network,
        SecurityProfile? security, CancellationToken cancellationToken) =>
        Task.FromResult(Add(new Machine($"m{_all.Count}", labels, (image, template, snapshotId, name, environment, workingDirectory, user, lifetime, cpus, memoryBytes, diskBytes, maxProcesses, gpus, ports, mounts, network, security).ToString())));

    [GetSandbox]
    private Task<Machine?> GetAsync(string sandboxId, CancellationToken cancellationToken) => Task.FromResult(_all.GetValueOrDefault(sandboxId));

    [ListSandboxes]
    private ValueTask<Machine[]> ListAsync(CancellationToken cancellationToken) => new([.. _all.Values]);

    [DestroySandbox]
    private Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) => Task.FromResult(_all.Remove(sandboxId));

    [DescribeSandbox]
    private Task<Machine?> DescribeAsync(Machine machine, CancellationToken cancellationToken) => GetAsync(machine.Id, cancellationToken);

    [CheckAvailability]
    private ValueTask<ProviderAvailability> CheckAsync(CancellationToken cancellationToken) => new(ProviderAvailability.Available(settings.Region));

    [RunCommand]
    private Task<ExecutionResult> RunAsync(Machine machine, IReadOnlyList<string> arguments, string? workingDirectory, IEnumerable<KeyValuePair<string, string>> environment, string? user, TimeSpan? timeout, CommandInput? standardInput, long maxOutputBytes, CancellationToken cancellationToken) =>
        Task.FromResult(ExecutionResult.Exited(0));

    [StartProcess]
    private Task<ProcessChannel> StartAsync(Machine machine, object arguments, CancellationToken cancellationToken) => throw new NotSupportedException();

    [RunCode]
    private Task<ExecutionResult> RunCodeAsync(Machine machine, string code, CodeLanguage language, TimeSpan? timeout, CancellationToken cancellationToken) =>
        Task.FromResult(ExecutionResult.Exited(code.Length + (int)(timeout?.TotalSeconds ?? 0)));

    [ReadFile]
    private Task<MemoryStream> ReadAsync(Machine machine, string path, CancellationToken cancellationToken) => Task.FromResult(new MemoryStream([1, 2, 3]));

    [WriteFile]
    private Task WriteAsync(Machine machine, string path, Stream content, CancellationToken cancellationToken) => Note($"write {path}");

    [ListDirectory]
    private async IAsyncEnumerable<FileEntry> ListDirectoryAsync(Machine machine, string path, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        yield return Entry(path);
    }

    [DescribeFile]
    private Task<FileEntry> DescribeFileAsync(Machine machine, string path, CancellationToken cancellationToken) => Task.FromResult(Entry(path));

    [FileExists]
    private ValueTask<bool> ExistsAsync(Machine machine, string path, CancellationToken cancellationToken) => new(path == "there");

    [CreateDirectory]
    private Task CreateDirectoryAsync(Machine machine, string path, CancellationToken cancellationToken) => Note($"mkdir {path}");

    [DeletePath]
    private ValueTask DeleteAsync(Machine machine, string path, CancellationToken cancellationToken) => new(Note($"delete {path}"));

    [MovePath]
    private Task MoveAsync(Machine machine, string source, string destination, CancellationToken cancellationToken) => Note($"move {source} {destination}");

    [CopyPath]
    private Task CopyAsync(Machine machine, string destination, string source, bool recursive, CancellationToken cancellationToken) => Note($"copy {source} {destination} {recursive}");

    [SetFileMode]
    private Task SetModeAsync(Machine machine, string path, UnixFileMode mode, CancellationToken cancellationToken) => Note($"chmod {(int)mode} {path}");

    [CreateSnapshot]
    private ValueTask<SnapshotInfo> SnapshotAsync(Machine machine, CancellationToken cancellationToken)
    {
        _snapshots.Add(new SnapshotInfo { Id = $"s{_snapshots.Count}" });
        return new(_snapshots[^1]);
    }

    [ListSnapshots]
    private Task<IReadOnlyList<SnapshotInfo>> ListSnapshotsAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<SnapshotInfo>>(_snapshots);

    [DeleteSnapshot]
    private Task DeleteSnapshotAsync(string snapshotId, CancellationToken cancellationToken) => Task.FromResult(_snapshots.RemoveAll(snapshot => snapshot.Id == snapshotId));

    [Branch]
    private async Task<IReadOnlyList<Machine>> BranchAsync(Machine machine, int count, IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return [.. Enumerable.Range(0, count).Select(_ => Add(new Machine($"b{_all.Count}", labels, machine.Description)))];
    }

    public Support Refine(SandboxOperation operation, string? option, Support declared) =>
        operation == SandboxOperation.Branch ? Support.Native("by copy") : declared;

    public void Dispose() => Calls.Add("disposed");

    private static FileEntry Entry(string path) => new() { Name = Path.GetFileName(path), Path = path, Type = FileEntryType.File };

    private Task Note(string call)
    {
        Calls.Add(call);
        return Task.CompletedTask;
    }

    private Machine Add(Machine machine)
    {
        _all.Add(machine.Id, machine);
        return machine;
    }
}

[ProviderSettings]
public sealed partial record EveryOptions
{
    public string? Region { get; init; }
}

public sealed record Machine([property: SandboxId] string Id, [property: Labels] IReadOnlyDictionary<string, string> Labels, string Description);
