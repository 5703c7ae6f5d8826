namespace Compute.Framework;

/// <content>Processes and terminals: started, attached to or opened, all go through one method for each kind.</content>
public partial class DelegatingSandbox : IProcessTable, ITerminalHost
{
    /// <inheritdoc/>
    /// <remarks>The process is passed to <see cref="WrapProcess"/>; if that throws, the process is killed.</remarks>
    public virtual async Task<ISandboxProcess> StartAsync(Command command, CancellationToken cancellationToken = default)
    {
        var process = await InnerSandbox.StartAsync(command, cancellationToken).ConfigureAwait(false);
        return await EnterAsync(process, WrapProcess).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <exception cref="UnsupportedCapabilityException">The inner sandbox cannot list processes.</exception>
    public virtual IAsyncEnumerable<SandboxProcessInfo> ListProcessesAsync(CancellationToken cancellationToken = default) =>
        Inner<IProcessTable>(SandboxOperation.ListProcesses).ListProcessesAsync(cancellationToken);

    /// <inheritdoc/>
    /// <remarks>The process is passed to <see cref="WrapProcess"/>.</remarks>
    /// <exception cref="UnsupportedCapabilityException">The inner sandbox cannot attach to processes.</exception>
    public virtual async Task<ISandboxProcess?> AttachProcessAsync(string processId, CancellationToken cancellationToken = default)
    {
        var table = Inner<IProcessTable>(SandboxOperation.AttachProcess);
        return await table.AttachProcessAsync(processId, cancellationToken).ConfigureAwait(false) is { } process
            ? await EnterAsync(process, WrapProcess).ConfigureAwait(false)
            : null;
    }

    /// <inheritdoc/>
    /// <remarks>The terminal is passed to <see cref="WrapTerminal"/>; if that throws, the terminal is closed.</remarks>
    /// <exception cref="UnsupportedCapabilityException">The inner sandbox has no terminals.</exception>
    public virtual async Task<ISandboxTerminal> OpenTerminalAsync(
        TerminalOptions? options = null, CancellationToken cancellationToken = default)
    {
        var host = Inner<ITerminalHost>(SandboxOperation.OpenTerminal);
        var terminal = await host.OpenTerminalAsync(options, cancellationToken).ConfigureAwait(false);
        return await EnterAsync(terminal, WrapTerminal).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <exception cref="UnsupportedCapabilityException">The inner sandbox has no terminals.</exception>
    public virtual IAsyncEnumerable<TerminalInfo> ListTerminalsAsync(CancellationToken cancellationToken = default) =>
        Inner<ITerminalHost>(SandboxOperation.ListTerminals).ListTerminalsAsync(cancellationToken);

    /// <inheritdoc/>
    /// <remarks>The terminal is passed to <see cref="WrapTerminal"/>.</remarks>
    /// <exception cref="UnsupportedCapabilityException">The inner sandbox has no terminals.</exception>
    public virtual async Task<ISandboxTerminal?> GetTerminalAsync(string terminalId, CancellationToken cancellationToken = default)
    {
        var host = Inner<ITerminalHost>(SandboxOperation.GetTerminal);
        return await host.GetTerminalAsync(terminalId, cancellationToken).ConfigureAwait(false) is { } terminal
            ? await EnterAsync(terminal, WrapTerminal).ConfigureAwait(false)
            : null;
    }

    /// <summary>Wraps a process. Called for every process that the sandbox returns: started or attached to.</summary>
    /// <param name="process">The process of the inner sandbox.</param>
    /// <returns>The process that callers get, usually a <see cref="DelegatingSandboxProcess"/> around the inner one; by default the inner
    /// one itself.</returns>
    protected virtual ISandboxProcess WrapProcess(ISandboxProcess process) => process;

    /// <summary>Wraps a terminal. Called for every terminal that the sandbox returns: opened or found.</summary>
    /// <param name="terminal">The terminal of the inner sandbox.</param>
    /// <returns>The terminal that callers get, usually a <see cref="DelegatingSandboxTerminal"/> around the inner one; by default the inner
    /// one itself.</returns>
    protected virtual ISandboxTerminal WrapTerminal(ISandboxTerminal terminal) => terminal;

    private TCapability Inner<TCapability>(SandboxOperation operation)
        where TCapability : class =>
        InnerSandbox.TryGet<TCapability>(out var inner) ? inner : throw new UnsupportedCapabilityException(operation.ToString());

    /// <summary>Wraps what the inner sandbox returned, which nobody would know of if that fails.</summary>
    private async Task<TProcess> EnterAsync<TProcess>(TProcess process, Func<TProcess, TProcess> wrap)
        where TProcess : class, ISandboxProcess
    {
        try
        {
            return wrap(process) ?? throw new InvalidOperationException($"{GetType().Name}.{wrap.Method.Name} returned null.");
        }
        catch
        {
            await process.DisposeAsync().AsTask().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }
}
