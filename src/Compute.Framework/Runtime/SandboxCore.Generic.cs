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
    public override async Task<SandboxInfo> GetInfoAsync(CancellationToken cancellationToken)
    {
        var scope = _runtime.Start(SandboxOperation.DescribeSandbox, Id);
        try
        {
            ThrowIfNotUsable();
            var known = _runtime.Known;
            known.Ensure(SandboxOperation.DescribeSandbox);
            var found = known.IsNative(SandboxOperation.DescribeSandbox)
                ? await _runtime.Driver.DescribeSandboxAsync(Handle, cancellationToken).ConfigureAwait(false)
                : await _runtime.Driver.GetSandboxAsync(Id, cancellationToken).ConfigureAwait(false);
            if (!found.IsFound)
            {
                throw new SandboxNotFoundException();
            }

            scope.Succeed();
            return _runtime.ToInfo(_runtime.Driver.GetFacts(found.Handle));
        }
        catch (Exception exception)
        {
            throw scope.Fail(await _runtime.ExplainAsync(Id, exception, cancellationToken).ConfigureAwait(false), cancellationToken);
        }
    }

    /// <inheritdoc/>
    public override async Task<ExecutionResult> RunAsync(Command command, CancellationToken cancellationToken)
    {
        var scope = _runtime.Start(SandboxOperation.RunCommand, Id);
        try
        {
            ThrowIfNotUsable();
            command = _commands.Prepare(command, SandboxOperation.RunCommand);
            cancellationToken.ThrowIfCancellationRequested();
            var result = await _commands.RunAsync(command, cancellationToken).ConfigureAwait(false);
            scope.Succeed();
            return Complete(result, scope);
        }
        catch (Exception exception)
        {
            throw scope.Fail(await _runtime.ExplainAsync(Id, exception, cancellationToken).ConfigureAwait(false), cancellationToken);
        }
    }

    /// <inheritdoc/>
    public override async Task<ExecutionResult> RunCodeAsync(string code, RunCodeOptions? options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(code);
        TextGuard.Check(code, "The code", nameof(code));
        options ??= new();
        TextGuard.Check(options.Language?.Name, "The language", nameof(options));
        var scope = _runtime.Start(SandboxOperation.RunCode, Id);
        try
        {
            ThrowIfNotUsable();
            var command = _commands.Prepare(options.ToCommand(), SandboxOperation.RunCode);
            cancellationToken.ThrowIfCancellationRequested();
            var result = await _commands.RunCodeAsync(code, options, command, cancellationToken).ConfigureAwait(false);
            scope.Succeed();
            return Complete(result, scope);
        }
        catch (Exception exception)
        {
            throw scope.Fail(await _runtime.ExplainAsync(Id, exception, cancellationToken).ConfigureAwait(false), cancellationToken);
        }
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

    /// <summary>Says where a command ran and, where the author did not, how long it took.</summary>
    private ExecutionResult Complete(ExecutionResult result, in OperationScope scope) => result with
    {
        Duration = result.Duration == TimeSpan.Zero ? scope.Elapsed : result.Duration,
        ProviderName = _runtime.Manifest.Name,
        SandboxId = Id,
    };

    private ValueTask<bool> IsGoneAsync() =>
        Volatile.Read(ref _state) == (int)State.Destroyed ? new(true) : _runtime.IsGoneAsync(Id);
}
