namespace Compute.Framework.Testing.InMemory;

/// <summary>Sandboxes in memory, for tests of code that uses sandboxes: files are real, commands do what a script says.</summary>
/// <remarks>Nothing is run and nothing leaves the process. Lifetimes follow the <see cref="TimeProvider"/>.</remarks>
[Provider("in-memory", DisplayName = "In-memory")]
public sealed partial class InMemoryProvider(InMemoryOptions options, TimeProvider timeProvider)
{
    private readonly InMemoryBackend _backend = options.Backend;

    private DateTimeOffset Now => timeProvider.GetUtcNow();

    [CreateSandbox]
    internal Task<InMemorySandbox> CreateAsync(
        string? snapshotId,
        string? name,
        IReadOnlyDictionary<string, string> labels,
        IReadOnlyDictionary<string, string> environment,
        string? workingDirectory,
        TimeSpan? lifetime,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var directory = InMemoryPath.Normalize(options.WorkingDirectory, workingDirectory ?? ".");
        var tree = snapshotId is null ? new InMemoryTree(timeProvider, directory) : _backend.Saved(snapshotId).Copy(directory);
        var sandbox = New(labels, environment) with { Name = name, ExpiresAt = Now + lifetime, SnapshotId = snapshotId };
        _backend.Add(sandbox, tree);
        return Task.FromResult(sandbox);
    }

    [GetSandbox]
    internal Task<InMemorySandbox?> GetAsync(string sandboxId, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(_backend.Find(sandboxId, Now));
    }

    [ListSandboxes]
    internal Task<IReadOnlyList<InMemorySandbox>> ListAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(_backend.List(Now));
    }

    [DestroySandbox]
    internal Task DestroyAsync(string sandboxId, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _backend.Remove(sandboxId);
        return Task.CompletedTask;
    }

    [RunCommand]
    [Honors(nameof(Command.Arguments), nameof(Command.WorkingDirectory), nameof(Command.Environment), nameof(Command.User), nameof(Command.Timeout), nameof(Command.StandardInput), nameof(Command.MaxOutputBytes))]
    internal async Task<ExecutionResult> RunAsync(InMemorySandbox sandbox, Command command, CancellationToken cancellationToken)
    {
        Require(sandbox);
        var environment = new Dictionary<string, string>(sandbox.Environment);
        foreach (var (key, value) in command.Environment)
        {
            environment[key] = value;
        }

        using var timeout = new CancellationTokenSource(command.Timeout ?? Timeout.InfiniteTimeSpan, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await options.Commands.RunAsync(new ScriptedCall(sandbox.Id, command with { Environment = environment }), either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return ExecutionResult.TimedOut();
        }
    }

    [CreateSnapshot]
    internal Task<SnapshotInfo> CreateSnapshotAsync(InMemorySandbox sandbox, string? name, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var tree = _backend.WithTree(sandbox.Id, Now, tree => tree.Copy());
        var info = new SnapshotInfo
        {
            Id = NewId(),
            Name = name,
            ParentId = sandbox.SnapshotId,
            CreatedAt = Now,
            Labels = sandbox.Labels,
        };
        _backend.Save(info, tree);
        return Task.FromResult(info);
    }

    [ListSnapshots]
    internal Task<IReadOnlyList<SnapshotInfo>> ListSnapshotsAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(_backend.Snapshots());
    }

    [DeleteSnapshot]
    internal Task DeleteSnapshotAsync(string snapshotId, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _backend.Forget(snapshotId);
        return Task.CompletedTask;
    }

    private InMemorySandbox New(IReadOnlyDictionary<string, string> labels, IReadOnlyDictionary<string, string> environment) => new()
    {
        Id = NewId(),
        CreatedAt = Now,
        Labels = new Dictionary<string, string>(labels),
        Environment = new Dictionary<string, string>(environment),
    };

    private static string NewId() => Guid.NewGuid().ToString("n");

    private void Require(InMemorySandbox sandbox) => _backend.WithTree(sandbox.Id, Now, tree => tree);
}
