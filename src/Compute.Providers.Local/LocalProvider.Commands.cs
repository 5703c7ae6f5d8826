using Compute.Framework;
using Compute.Framework.Authoring;
using Compute.Providers.Local.Isolation;
using Compute.Providers.Local.Launch;

namespace Compute.Providers.Local;

public sealed partial class LocalProvider
{
    private const string DefaultTerminalType = "xterm-256color";

    [StartProcess]
    internal ValueTask<ProcessChannel> StartAsync(
        LocalSandbox sandbox,
        IReadOnlyList<string> arguments,
        string? workingDirectory,
        IReadOnlyDictionary<string, string> environment,
        CancellationToken cancellationToken) =>
        LaunchAsync<ProcessChannel>(
            sandbox.Id,
            new(arguments, workingDirectory, environment),
            static plan => OperatingSystem.IsLinux() ? LinuxProcessChannel.Start(plan) : PortableProcessChannel.Start(plan.Spec),
            static reason => new FailedProcessChannel(reason),
            cancellationToken);

    [OpenTerminal]
    internal ValueTask<TerminalChannel> OpenTerminalAsync(
        LocalSandbox sandbox,
        IReadOnlyList<string> arguments,
        string? workingDirectory,
        IReadOnlyDictionary<string, string> environment,
        int columns,
        int rows,
        CancellationToken cancellationToken)
    {
        var variables = new Dictionary<string, string>(environment, StringComparer.Ordinal);
        variables.TryAdd("TERM", DefaultTerminalType);
        return LaunchAsync<TerminalChannel>(
            sandbox.Id,
            new(arguments.Count > 0 ? arguments : ["sh"], workingDirectory, variables, OwnsTerminal: true),
            plan => OperatingSystem.IsLinux() ? LinuxTerminalChannel.Start(plan, columns, rows) : throw new PlatformNotSupportedException(),
            static reason => new FailedProcessChannel(reason),
            cancellationToken);
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
