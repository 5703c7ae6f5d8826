namespace Compute.Framework.Testing.Tests.Mutants;

/// <summary>Calls through to what a mutated call would have done.</summary>
public delegate Task<ExecutionResult> RunCommand(Command command, CancellationToken cancellationToken);

/// <inheritdoc cref="RunCommand"/>
public delegate Task<ISandboxProcess> StartProcess(Command command, CancellationToken cancellationToken);

/// <inheritdoc cref="RunCommand"/>
public delegate Task<ISandbox> CreateSandbox(CreateSandboxOptions? options, CancellationToken cancellationToken);

/// <summary>The one way in which a provider is broken. It is applied to every call alike and does not know which case runs.</summary>
public sealed class Mutation
{
    public Func<CreateSandbox, CreateSandboxOptions?, CancellationToken, Task<ISandbox>>? Create { get; init; }

    public Func<CreateSandboxOptions, CreateSandboxOptions>? Options { get; init; }

    public Func<Func<Task<ISandbox?>>, string, Task<ISandbox?>>? Get { get; init; }

    public Func<IAsyncEnumerable<SandboxInfo>, IAsyncEnumerable<SandboxInfo>>? List { get; init; }

    public Func<SandboxFilter?, SandboxFilter?>? Filter { get; init; }

    /// <summary>Both ways of destroying: by the provider and by the sandbox.</summary>
    public Func<Func<Task>, string, Task>? Destroy { get; init; }

    public Func<Func<Task>, Task>? DisposeProvider { get; init; }

    public Func<ProviderInfo, ProviderInfo>? Describe { get; init; }

    public Func<ProviderAvailability, ProviderAvailability>? Availability { get; init; }

    public Func<string, string>? Id { get; init; }

    public Func<SandboxInfo, SandboxInfo>? Info { get; init; }

    public Func<RunCommand, Command, CancellationToken, Task<ExecutionResult>>? Run { get; init; }

    public Func<StartProcess, Command, CancellationToken, Task<ISandboxProcess>>? Start { get; init; }

    public Func<Func<string, RunCodeOptions, Task<ExecutionResult>>, string, RunCodeOptions, Task<ExecutionResult>>? Code { get; init; }

    public Func<Func<Task>, ISandbox, Task>? DisposeSandbox { get; init; }

    public Func<Func<string?, Task<SnapshotInfo>>, string?, Task<SnapshotInfo>>? Snapshot { get; init; }

    public Func<Func<Task>, string, Task>? DeleteSnapshot { get; init; }

    public Func<IAsyncEnumerable<SnapshotInfo>, IAsyncEnumerable<SnapshotInfo>>? ListSnapshots { get; init; }

    public Func<Func<int, Task<IReadOnlyList<ISandbox>>>, ISandbox, int, Task<IReadOnlyList<ISandbox>>>? Branch { get; init; }

    public Func<Type, bool>? Hides { get; init; }

    public Func<Exception, Exception>? Error { get; init; }

    public FileMutation Files { get; init; } = new();

    public ProcessMutation Process { get; init; } = new();

    public FurtherMutation Further { get; init; } = new();

    public TerminalMutation Terminal { get; init; } = new();

    public StoreMutation Stores { get; init; } = new();

    public async Task<T> GuardAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (Exception exception) when (Error is not null)
        {
            throw Error(exception);
        }
    }
}

/// <summary>The part of a <see cref="Mutation"/> about files.</summary>
public sealed class FileMutation
{
    public Func<Func<string, Task<Stream>>, string, Task<Stream>>? Read { get; init; }

    public Func<Func<string, Stream, Task>, string, Stream, Task>? Write { get; init; }

    public Func<Func<string, Task>, string, Task>? CreateDirectory { get; init; }

    public Func<Func<string, IAsyncEnumerable<FileEntry>>, string, IAsyncEnumerable<FileEntry>>? List { get; init; }

    public Func<Func<string, IAsyncEnumerable<FileEntry>>, string, IAsyncEnumerable<FileEntry>>? ListTree { get; init; }

    public Func<Func<string, Task<FileEntry?>>, string, Task<FileEntry?>>? Entry { get; init; }

    public Func<Func<string, Task<bool>>, string, Task<bool>>? Exists { get; init; }

    public Func<Func<string, bool, Task>, string, bool, Task>? Delete { get; init; }

    public Func<Func<string, string, Task>, ISandboxFileSystem, string, string, Task>? Move { get; init; }

    public Func<Func<string, string, bool, Task>, ISandboxFileSystem, string, string, bool, Task>? Copy { get; init; }

    public Func<Func<string, UnixFileMode, Task>, ISandboxFileSystem, string, UnixFileMode, Task>? SetMode { get; init; }
}

/// <summary>The part of a <see cref="Mutation"/> about processes.</summary>
public sealed class ProcessMutation
{
    public Func<string, string>? Id { get; init; }

    public Func<Func<long, IAsyncEnumerable<OutputChunk>>, long, IAsyncEnumerable<OutputChunk>>? Read { get; init; }

    public Func<IAsyncEnumerable<OutputLine>, IAsyncEnumerable<OutputLine>>? Lines { get; init; }

    public Func<Func<Task<ExecutionResult>>, ISandboxProcess, CancellationToken, Task<ExecutionResult>>? Wait { get; init; }

    public Func<Func<Task>, ISandboxProcess, Task>? Kill { get; init; }

    public Func<Func<Signal, Task>, ISandboxProcess, Signal, Task>? Signal { get; init; }

    public Func<Func<ReadOnlyMemory<byte>, Task>, ReadOnlyMemory<byte>, Task>? Write { get; init; }

    public Func<Func<Task>, Task>? CloseInput { get; init; }

    public Func<Func<Task>, Task>? Dispose { get; init; }
}
