using Compute.Framework.Emulation;
using Compute.Framework.Streams;

namespace Compute.Framework.Runtime;

/// <summary>Runs the commands of one sandbox: by the author's methods where they honor what is asked, with the runtime's help where
/// not.</summary>
internal sealed class CommandExecution<THandle>(
    ProviderRuntime<THandle> runtime, THandle handle, string sandboxId, Func<ValueTask<bool>> isGone) : IAsyncDisposable
{
    private readonly ShellSessions? _sessions = runtime.Driver.Sessions is { UsesShellSessions: true }
        ? new ShellSessions(
            (command, cancellationToken) => runtime.Driver.StartProcessAsync(handle, command, cancellationToken),
            runtime.Services.TimeProvider)
        : null;

    /// <summary>Whether standard input reaches a command without a detour through a file in the sandbox.</summary>
    public bool TakesInput => runtime.Known.Run is var run && (!run.ByShell || run.Native.Contains(nameof(Command.StandardInput)));

    /// <summary>Fills in the defaults; refuses what cannot be honored.</summary>
    public Command Prepare(Command command, SandboxOperation operation)
    {
        CallerFault.Check(command, static command => ArgumentNullException.ThrowIfNull(command));
        var known = runtime.Known;
        known.Ensure(operation);
        if (command.Timeout is null && runtime.Services.Defaults.CommandTimeout is { } timeout)
        {
            command = command with { Timeout = timeout };
        }

        CallerFault.Check((command, Here: known.Info.Capabilities[operation]), static call => CommandGuard.Check(call.command, call.Here));
        OptionTables.Commands.CheckLimits(command, known.Info.Capabilities[CarriedOutBy(operation)]);
        return command.Timeout == Timeout.InfiniteTimeSpan ? command with { Timeout = null } : command;
    }

    /// <summary>The author's operation that an operation becomes.</summary>
    private SandboxOperation CarriedOutBy(SandboxOperation operation) => operation switch
    {
        SandboxOperation.RunCode when !runtime.Known.IsNative(operation) => CarriedOutBy(SandboxOperation.RunCommand),
        SandboxOperation.RunCommand when !runtime.Known.Run.ByShell => SandboxOperation.StartProcess,
        _ => operation,
    };

    /// <exception cref="CallerFault">The caller's input threw; the command is ended.</exception>
    public ValueTask<ExecutionResult> RunAsync(Command command, CancellationToken cancellationToken) => runtime.Known.Run.ByShell
        ? RunWithInputAsync(command, RunCommandAsync, cancellationToken)
        : RunProcessAsync(Watch(command), cancellationToken);

    public async ValueTask<SandboxProcess> StartAsync(Command command, CancellationToken cancellationToken)
    {
        command = Watch(command);
        var channel = await runtime.Driver.StartProcessAsync(handle, command, cancellationToken).ConfigureAwait(false);
        return new SandboxProcess(channel, command, Surroundings(SandboxOperation.StartProcess), FeedsInput);
    }

    /// <summary>A process that the provider found again: not owned.</summary>
    public SandboxProcess Attach(ProcessChannel channel) =>
        new(channel, new Command { Arguments = [] }, Surroundings(SandboxOperation.AttachProcess), feedInput: false, isBorrowed: true);

    public async ValueTask<SandboxTerminal> OpenTerminalAsync(TerminalOptions options, CancellationToken cancellationToken)
    {
        var channel = await runtime.Driver.OpenTerminalAsync(handle, options, cancellationToken).ConfigureAwait(false);
        var terminal = new SandboxTerminal(channel, options, Surroundings(SandboxOperation.OpenTerminal));
        var known = runtime.Known;
        if (known.IsNative(SandboxOperation.OpenTerminal, nameof(options.Columns))
            && known.IsNative(SandboxOperation.OpenTerminal, nameof(options.Rows)))
        {
            return terminal;
        }

        try
        {
            await terminal.ResizeAsync(options.Columns, options.Rows, cancellationToken).ConfigureAwait(false);
            return terminal;
        }
        catch
        {
            await terminal.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <param name="code">The source text.</param>
    /// <param name="options">What the caller asks for.</param>
    /// <param name="command">The same as a command, prepared.</param>
    /// <param name="cancellationToken">Cancels the run.</param>
    public async ValueTask<ExecutionResult> RunCodeAsync(
        string code, RunCodeOptions options, Command command, CancellationToken cancellationToken)
    {
        var language = options.Language ?? CodeLanguage.Python;
        var known = runtime.Known;
        var onOutput = options.OnOutput is { } callback ? CallerFault.Guard(callback) : null;
        if (!known.IsNative(SandboxOperation.RunCode))
        {
            var runner = new ShellCodeRunner(RunAsync, onOutput is null ? RunAsync : (run, token) => RunLiveAsync(run, onOutput, token));
            return await runner.RunAsync(code, language, command, cancellationToken).ConfigureAwait(false);
        }

        var limit = known.IsNative(SandboxOperation.RunCode, nameof(command.Timeout)) ? null : command.Timeout;
        var result = await RunWithInputAsync(
            command,
            (run, token) => limit is { } timeout
                ? RunCodeForAsync(timeout, code, language, run, token)
                : runtime.Driver.RunCodeAsync(handle, code, language, run, token),
            cancellationToken).ConfigureAwait(false);
        result = Truncate(result, command.MaxOutputBytes);
        if (onOutput is not null)
        {
            await LiveOutput.PassOnAsync(result, onOutput, cancellationToken).ConfigureAwait(false);
        }

        return result;
    }

    /// <summary>Runs a command and passes on its output: while it runs where the provider starts processes, else at its end.</summary>
    private async ValueTask<ExecutionResult> RunLiveAsync(
        Command command, Func<OutputChunk, CancellationToken, ValueTask> onOutput, CancellationToken cancellationToken)
    {
        if (!runtime.Known.Info.Capabilities.Supports(SandboxOperation.StartProcess))
        {
            var result = await RunAsync(command, cancellationToken).ConfigureAwait(false);
            await LiveOutput.PassOnAsync(result, onOutput, cancellationToken).ConfigureAwait(false);
            return result;
        }

        var process = await StartAsync(command, cancellationToken).ConfigureAwait(false);
        await using var closing = process.ConfigureAwait(false);
        return await LiveOutput.ReadAsync(process, onOutput, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends a run whose author takes no time-out by cancelling it, which by the contract leaves nothing running.</summary>
    private async ValueTask<ExecutionResult> RunCodeForAsync(
        TimeSpan timeout, string code, CodeLanguage language, Command command, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource();
        using var clock = LongTimer.Start(runtime.Services.TimeProvider, timeout, timer);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        try
        {
            return await runtime.Driver.RunCodeAsync(handle, code, language, command, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (timer.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return ExecutionResult.TimedOut();
        }
    }

    /// <summary>Ends the shells that stay in the sandbox; a later command starts another.</summary>
    public ValueTask EndSessionsAsync() => _sessions?.EndAllAsync() ?? ValueTask.CompletedTask;

    /// <summary>Ends the shells for good.</summary>
    public ValueTask DisposeAsync() => _sessions?.DisposeAsync() ?? ValueTask.CompletedTask;

    private bool FeedsInput => !runtime.Known.Start.Native.Contains(nameof(Command.StandardInput));

    private static Command Watch(Command command) =>
        command.StandardInput?.Watch() is { } watched && watched != command.StandardInput
            ? command with { StandardInput = watched }
            : command;

    /// <summary>Ends a run whose input fails by cancelling it, which by the contract leaves nothing running.</summary>
    /// <exception cref="CallerFault">The caller's input threw.</exception>
    private static async ValueTask<ExecutionResult> RunWithInputAsync(
        Command command, Func<Command, CancellationToken, ValueTask<ExecutionResult>> run, CancellationToken cancellationToken)
    {
        command = Watch(command);
        if (command.StandardInput?.Source is not { } source)
        {
            return await run(command, cancellationToken).ConfigureAwait(false);
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, source.Failed);
        try
        {
            var result = await run(command, either.Token).ConfigureAwait(false);
            source.ThrowIfFailed();
            return result;
        }
        catch (Exception exception) when (exception is not CallerFault && !cancellationToken.IsCancellationRequested)
        {
            source.ThrowIfFailed();
            throw;
        }
    }

    private async ValueTask<ExecutionResult> RunCommandAsync(Command command, CancellationToken cancellationToken)
    {
        // MaxOutputBytes is applied here whatever else the author honors.
        var run = runtime.Known.Run;
        var result = OptionTables.Commands.SetsAnyOf(command, run.Emulated)
            ? await ShellCommandEmulator.RunAsync(command, run.Native, RunNativelyAsync, cancellationToken).ConfigureAwait(false)
            : await runtime.Driver.RunCommandAsync(handle, command, cancellationToken).ConfigureAwait(false);
        return Truncate(result, command.MaxOutputBytes);
    }

    private ValueTask<ExecutionResult> RunNativelyAsync(Command command, CancellationToken cancellationToken) =>
        runtime.Driver.RunCommandAsync(handle, command, cancellationToken);

    private async ValueTask<ExecutionResult> RunProcessAsync(Command command, CancellationToken cancellationToken)
    {
        var time = runtime.Services.TimeProvider;
        var started = time.GetTimestamp();
        if (await StartWithinAsync(command, cancellationToken).ConfigureAwait(false) is not { } channel)
        {
            return ExecutionResult.TimedOut();
        }

        var supervisor = new ProcessSupervisor(channel, command, time, isGone, runtime.Services.Logger);
        await using (supervisor.ConfigureAwait(false))
        {
            var capture = new CommandCapture(command.MaxOutputBytes, command.OutputMemory);
            var end = await supervisor.RunAsync(
                (stream, data) => capture.Append(stream, data.Span),
                FeedsInput,
                keepInputOpen: false,
                cancellationToken).ConfigureAwait(false);
            return capture.Complete(end, time.GetElapsedTime(started));
        }
    }

    /// <summary>Starts a command's process; null when that takes longer than the command may. Cancelling it by the contract leaves nothing
    /// running.</summary>
    private async ValueTask<ProcessChannel?> StartWithinAsync(Command command, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = command.Timeout is { } due ? LongTimer.Start(runtime.Services.TimeProvider, due, limit) : null;
        try
        {
            return (_sessions is null ? null : await _sessions.TryStartAsync(command, limit.Token).ConfigureAwait(false))
                ?? await runtime.Driver.StartProcessAsync(handle, command, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private ProcessSurroundings Surroundings(SandboxOperation operation) => new(
        runtime.Services.TimeProvider,
        isGone,
        async ValueTask<Exception> (exception, cancellationToken) => ErrorMapper.Map(
            await runtime.ExplainAsync(sandboxId, exception, cancellationToken).ConfigureAwait(false),
            runtime.Lifetime,
            sandboxId,
            operation,
            CancellationToken.None),
        runtime.Services.Logger);

    private static ExecutionResult Truncate(ExecutionResult result, long limit)
    {
        if (result.StandardOutput.Length <= limit && result.StandardError.Length <= limit)
        {
            return result;
        }

        return result with
        {
            StandardOutput = Keep(result.StandardOutput, limit),
            StandardError = Keep(result.StandardError, limit),
            IsOutputTruncated = true,
        };
    }

    private static ReadOnlyMemory<byte> Keep(ReadOnlyMemory<byte> data, long limit) =>
        data.Length <= limit ? data : data[..(int)limit];
}
