using System.Runtime.CompilerServices;

namespace Compute.Framework.Runtime;

/// <content>Processes and terminals that run on after the call.</content>
public sealed partial class SandboxCore<THandle>
{
    /// <inheritdoc/>
    public override Task<ISandboxProcess> StartAsync(Command command, CancellationToken cancellationToken) =>
        _runtime.FrameAsync(
            SandboxOperation.StartProcess,
            this,
            async ValueTask<ISandboxProcess> () =>
            {
                command = _commands.Prepare(command, SandboxOperation.StartProcess);
                cancellationToken.ThrowIfCancellationRequested();
                var process = await _commands.StartAsync(command, cancellationToken).ConfigureAwait(false);
                _runtime.Processes.Add(Id, process);
                return process;
            },
            cancellationToken);

    /// <inheritdoc/>
    public override IAsyncEnumerable<SandboxProcessInfo> ListProcessesAsync(CancellationToken cancellationToken) =>
        _runtime.Read(
            SandboxOperation.ListProcesses,
            this,
            token => _runtime.Known.IsNative(SandboxOperation.ListProcesses)
                ? _runtime.Driver.ListProcessesAsync(Handle, token)
                : ListStartedAsync(static process => process.ToInfo(), token),
            cancellationToken);

    /// <inheritdoc/>
    public override Task<ISandboxProcess?> AttachProcessAsync(string processId, CancellationToken cancellationToken) =>
        _runtime.CallAsync(
            SandboxOperation.AttachProcess,
            this,
            async ValueTask<ISandboxProcess?> () =>
            {
                if (_runtime.Processes.Find(Id, processId) is { } started)
                {
                    return started.Attach();
                }

                if (!_runtime.Known.IsNative(SandboxOperation.AttachProcess))
                {
                    await ThrowIfGoneAsync().ConfigureAwait(false);
                    return null;
                }

                var channel = await _runtime.Driver.AttachProcessAsync(Handle, processId, cancellationToken).ConfigureAwait(false);
                return channel is null ? null : _commands.Attach(channel);
            },
            cancellationToken,
            () => TextGuard.CheckId(processId, nameof(processId)));

    /// <inheritdoc/>
    public override Task<ISandboxTerminal> OpenTerminalAsync(TerminalOptions? options, CancellationToken cancellationToken)
    {
        options ??= new TerminalOptions();
        var here = _runtime.Info.Capabilities[SandboxOperation.OpenTerminal];
        return _runtime.CallAsync(
            SandboxOperation.OpenTerminal,
            this,
            async ValueTask<ISandboxTerminal> () =>
            {
                var terminal = await _commands.OpenTerminalAsync(options, cancellationToken).ConfigureAwait(false);
                _runtime.Processes.Add(Id, terminal);
                return terminal;
            },
            cancellationToken,
            () => OptionGuard.Check(options, here));
    }

    /// <inheritdoc/>
    public override IAsyncEnumerable<TerminalInfo> ListTerminalsAsync(CancellationToken cancellationToken) =>
        _runtime.Read(
            SandboxOperation.ListTerminals,
            this,
            token => ListStartedAsync(static process => (process as SandboxTerminal)?.ToTerminalInfo(), token),
            cancellationToken);

    /// <inheritdoc/>
    public override Task<ISandboxTerminal?> GetTerminalAsync(string terminalId, CancellationToken cancellationToken) =>
        _runtime.CallAsync(
            SandboxOperation.GetTerminal,
            this,
            async ValueTask<ISandboxTerminal?> () =>
            {
                if (_runtime.Processes.Find(Id, terminalId) is SandboxTerminal terminal)
                {
                    return (ISandboxTerminal)terminal.Attach();
                }

                await ThrowIfGoneAsync().ConfigureAwait(false);
                return null;
            },
            cancellationToken,
            () => TextGuard.CheckId(terminalId, nameof(terminalId)));

    private async IAsyncEnumerable<T> ListStartedAsync<T>(
        Func<SandboxProcess, T?> select, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class
    {
        await ThrowIfGoneAsync().ConfigureAwait(false);
        foreach (var process in _runtime.Processes.List(Id))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (select(process) is { } item)
            {
                yield return item;
            }
        }
    }

    /// <summary>The table here knows nothing of a sandbox that is gone; saying "none" of it would be a result that nobody gave.</summary>
    private async ValueTask ThrowIfGoneAsync()
    {
        if (await _runtime.IsGoneAsync(Id).ConfigureAwait(false))
        {
            throw new SandboxNotFoundException();
        }
    }
}
