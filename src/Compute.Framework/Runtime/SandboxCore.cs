namespace Compute.Framework.Runtime;

/// <summary>What a generated sandbox class calls: every operation with guard, error mapping, telemetry and emulation.</summary>
public abstract class SandboxCore : IAsyncDisposable
{
    private protected SandboxCore()
    {
    }

    /// <summary>The sandbox's id.</summary>
    public abstract string Id { get; }

    /// <summary>The provider.</summary>
    public abstract ProviderInfo Provider { get; }

    /// <summary>The sandbox's files.</summary>
    public abstract ISandboxFileSystem Files { get; }

    /// <summary>See <see cref="ISandbox.GetInfoAsync"/>.</summary>
    public abstract Task<SandboxInfo> GetInfoAsync(CancellationToken cancellationToken);

    /// <summary>See <see cref="ISandbox.RunAsync"/>.</summary>
    public abstract Task<ExecutionResult> RunAsync(Command command, CancellationToken cancellationToken);

    /// <summary>See <see cref="ISandbox.StartAsync"/>.</summary>
    public abstract Task<ISandboxProcess> StartAsync(Command command, CancellationToken cancellationToken);

    /// <summary>See <see cref="ISandbox.RunCodeAsync"/>.</summary>
    public abstract Task<ExecutionResult> RunCodeAsync(string code, CodeLanguage? language, CancellationToken cancellationToken);

    /// <summary>See <see cref="ISandbox.DestroyAsync"/>.</summary>
    public abstract Task DestroyAsync(CancellationToken cancellationToken);

    /// <summary>See <see cref="ISnapshotSource.CreateSnapshotAsync"/>.</summary>
    public abstract Task<SnapshotInfo> CreateSnapshotAsync(string? name, CancellationToken cancellationToken);

    /// <summary>See <see cref="IBranchable.BranchAsync"/>.</summary>
    public abstract Task<IReadOnlyList<ISandbox>> BranchAsync(int count, CancellationToken cancellationToken);

    /// <summary>Destroys what is owned, lets go of what is not.</summary>
    public abstract ValueTask DisposeAsync();

    /// <summary>Whether this machine has what an optional capability needs.</summary>
    internal abstract bool IsAvailableHere(Type capability);
}
