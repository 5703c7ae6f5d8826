using Compute.Framework;
using Compute.Framework.Authoring;
using Compute.Providers.Local.Isolation;
using Compute.Providers.Local.Launch;
using Compute.Providers.Local.State;

namespace Compute.Providers.Local;

internal sealed partial class LocalBackend
{
    private const string DefaultTerminalType = "xterm-256color";

    public async ValueTask<ProcessChannel> StartAsync(string id, CommandStart command, CancellationToken cancellationToken) =>
        await LaunchAsync<ProcessChannel>(
            id,
            command,
            static plan => OperatingSystem.IsLinux() ? LinuxProcessChannel.Start(plan) : PortableProcessChannel.Start(plan.Spec),
            static reason => new FailedProcessChannel(reason),
            cancellationToken).ConfigureAwait(false);

    public async ValueTask<TerminalChannel> OpenTerminalAsync(string id, CommandStart command, int columns, int rows, CancellationToken cancellationToken)
    {
        var environment = new Dictionary<string, string>(command.Environment, StringComparer.Ordinal);
        environment.TryAdd("TERM", DefaultTerminalType);
        return await LaunchAsync<TerminalChannel>(
            id,
            new(command.Arguments.Count > 0 ? command.Arguments : ["sh"], command.WorkingDirectory, environment, OwnsTerminal: true),
            plan => OperatingSystem.IsLinux() ? LinuxTerminalChannel.Start(plan, columns, rows) : throw new PlatformNotSupportedException(),
            static reason => new FailedProcessChannel(reason),
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stops every process of a sandbox, in a way that a crash of this one does not undo. Succeeds when it is paused.</summary>
    public async Task PauseAsync(string id, CancellationToken cancellationToken)
    {
        using var held = await LockAsync(id, cancellationToken).ConfigureAwait(false);
        var record = Require(id);
        if (record.Paused is null && OperatingSystem.IsLinux())
        {
            _store.Update(record with { Paused = SandboxProcesses.Stop(record, _store.State.Sandbox(id)) });
        }
    }

    /// <summary>Lets the processes that a pause stopped run on. Succeeds when the sandbox runs.</summary>
    public async Task ResumeAsync(string id, CancellationToken cancellationToken)
    {
        using var held = await LockAsync(id, cancellationToken).ConfigureAwait(false);
        var record = Require(id);
        if (record.Paused is { } paused && OperatingSystem.IsLinux())
        {
            SandboxProcesses.Continue(paused);
            _store.Update(record with { Paused = null });
        }
    }

    public async Task<SandboxMetrics> MeasureAsync(string id, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var record = await FindAsync(id).ConfigureAwait(false) ?? throw new SandboxNotFoundException();
        return OperatingSystem.IsLinux()
            ? SandboxUsage.Measure(record, _store.State.Sandbox(id), _time.GetUtcNow())
            : throw new PlatformNotSupportedException();
    }

    private async ValueTask<T> LaunchAsync<T>(
        string id, CommandStart command, Func<LaunchPlan, T> start, Func<string, T> fail, CancellationToken cancellationToken)
    {
        using var held = await LockAsync(id, cancellationToken).ConfigureAwait(false);
        var record = _workspaces.EnsureReady(Require(id));
        if (record.Paused is not null)
        {
            throw new SandboxUnavailableException("The sandbox is paused; resume it first.");
        }

        var isolation = await _isolation.OfAsync(record).ConfigureAwait(false);
        try
        {
            return start(await isolation.PlanAsync(record, command, cancellationToken).ConfigureAwait(false));
        }
        catch (StartFailedException exception)
        {
            return fail(exception.Message);
        }
    }
}
