namespace Compute.Framework.Runtime;

/// <summary>One sandbox of a provider with a known handle type.</summary>
/// <typeparam name="THandle">The author's handle type.</typeparam>
public sealed partial class SandboxCore<THandle> : SandboxCore
{
    private readonly ProviderRuntime<THandle> _runtime;
    private readonly CommandExecution<THandle> _commands;
    private readonly bool _isOwned;
    private readonly SemaphoreSlim _ending = new(1, 1);
    private int _state;

    internal SandboxCore(ProviderRuntime<THandle> runtime, THandle handle, bool isOwned)
    {
        _runtime = runtime;
        _isOwned = isOwned;
        Handle = handle;
        Id = runtime.Driver.GetFacts(handle).Id;
        _commands = new CommandExecution<THandle>(runtime, handle, Id, IsGoneAsync);
        Files = new SandboxFiles<THandle>(runtime, this, _commands);
    }

    private enum State
    {
        Usable = 0,
        Destroyed = 1,
        LetGo = 2,
    }

    /// <summary>The author's handle, as it was when the sandbox was created or found.</summary>
    public THandle Handle { get; }

    /// <inheritdoc/>
    public override string Id { get; }

    /// <inheritdoc/>
    public override ProviderInfo Provider => _runtime.Info;

    /// <inheritdoc/>
    public override ISandboxFileSystem Files { get; }

    /// <inheritdoc/>
    public override Task<SandboxInfo> GetInfoAsync(CancellationToken cancellationToken) =>
        _runtime.FrameAsync(
            SandboxOperation.DescribeSandbox,
            this,
            async () =>
            {
                var known = _runtime.Known;
                known.Ensure(SandboxOperation.DescribeSandbox);
                var found = known.IsNative(SandboxOperation.DescribeSandbox)
                    ? await _runtime.Driver.DescribeSandboxAsync(Handle, cancellationToken).ConfigureAwait(false)
                    : await _runtime.Driver.GetSandboxAsync(Id, cancellationToken).ConfigureAwait(false);
                return found.IsFound ? _runtime.ToInfo(_runtime.Driver.GetFacts(found.Handle)) : throw new SandboxNotFoundException();
            },
            cancellationToken);

    /// <inheritdoc/>
    public override Task<ExecutionResult> RunAsync(Command command, CancellationToken cancellationToken) =>
        ExecuteAsync(
            SandboxOperation.RunCommand,
            () => _commands.Prepare(command, SandboxOperation.RunCommand),
            prepared => _commands.RunAsync(prepared, cancellationToken),
            cancellationToken);

    /// <inheritdoc/>
    public override async Task<ExecutionResult> RunCodeAsync(string code, RunCodeOptions? options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(code);
        TextGuard.Check(code, "The code", nameof(code));
        options ??= new();
        TextGuard.Check(options.Language?.Name, "The language", nameof(options));
        return await ExecuteAsync(
            SandboxOperation.RunCode,
            () => _commands.Prepare(options.ToCommand(), SandboxOperation.RunCode),
            prepared => _commands.RunCodeAsync(code, options, prepared, cancellationToken),
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async Task DestroyAsync(CancellationToken cancellationToken)
    {
        await _runtime.DestroyAsync(Id, cancellationToken).ConfigureAwait(false);
        Volatile.Write(ref _state, (int)State.Destroyed);
        await _runtime.TryAsync(_commands.DisposeAsync).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        if (!_isOwned)
        {
            Interlocked.CompareExchange(ref _state, (int)State.LetGo, (int)State.Usable);
            await _runtime.TryAsync(_commands.DisposeAsync).ConfigureAwait(false);
        }
        else if (!_runtime.Lifetime.HasEnded)
        {
            await EndAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Destroys an owned sandbox, unless it is destroyed already. One that cannot be destroyed stays usable, and this can be
    /// called again.</summary>
    internal async ValueTask EndAsync()
    {
        await _ending.WaitAsync().ConfigureAwait(false);
        try
        {
            if (Volatile.Read(ref _state) == (int)State.Usable && await _runtime.TryDestroyAsync(Id).ConfigureAwait(false))
            {
                Volatile.Write(ref _state, (int)State.Destroyed);
            }
        }
        finally
        {
            _ending.Release();
        }

        await _runtime.TryAsync(_commands.DisposeAsync).ConfigureAwait(false);
    }

    internal void ThrowIfNotUsable()
    {
        var state = (State)Volatile.Read(ref _state);
        if (state == State.Destroyed)
        {
            throw new SandboxNotFoundException();
        }

        if (state == State.LetGo)
        {
            throw CallerFault.Disposed($"sandbox '{Id}'");
        }

        _runtime.Lifetime.ThrowIfEnded();
    }

    /// <summary>Runs to the end; says where that was and, where the author did not, how long it took.</summary>
    private Task<ExecutionResult> ExecuteAsync(
        SandboxOperation operation,
        Func<Command> prepare,
        Func<Command, ValueTask<ExecutionResult>> execute,
        CancellationToken cancellationToken) =>
        _runtime.FrameAsync(
            operation,
            this,
            async () =>
            {
                var started = _runtime.Services.TimeProvider.GetTimestamp();
                var command = prepare();
                cancellationToken.ThrowIfCancellationRequested();
                var result = await execute(command).ConfigureAwait(false);
                return result with
                {
                    Duration = result.Duration == TimeSpan.Zero ? _runtime.Services.TimeProvider.GetElapsedTime(started) : result.Duration,
                    ProviderName = _runtime.Manifest.Name,
                    SandboxId = Id,
                };
            },
            cancellationToken);

    private ValueTask<bool> IsGoneAsync() =>
        Volatile.Read(ref _state) == (int)State.Destroyed ? new(true) : _runtime.IsGoneAsync(Id);
}
