using System.Globalization;
using Compute.Framework.Emulation;

namespace Compute.Providers.E2B.Wire;

/// <summary>The calls about processes of one sandbox.</summary>
/// <param name="Envd">The client.</param>
/// <param name="Sandbox">The sandbox.</param>
/// <param name="User">As whom processes run; the template's user when null.</param>
internal sealed record Agent(EnvdClient Envd, E2BSandbox Sandbox, string? User = null)
{
    private const string Service = "process.Process/";

    public Task<ConnectStream> StartAsync(StartProcess start, CancellationToken cancellationToken) =>
        Envd.OpenAsync(Sandbox, Service + "Start", start, User, cancellationToken);

    public Task<ConnectStream> ConnectAsync(int pid, CancellationToken cancellationToken) =>
        Envd.OpenAsync(Sandbox, Service + "Connect", new ConnectProcess(new ProcessSelector(pid)), User, cancellationToken);

    public async Task<IReadOnlyList<ListedProcess>> ListAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await CallAsync<Nothing, ProcessList>("List", new Nothing(), cancellationToken).ConfigureAwait(false)).Processes ?? [];
        }
        catch (EnvdException error)
        {
            throw error.ToError();
        }
    }

    /// <summary>Calls a method about a process; whether there is the process.</summary>
    public async Task<bool> TryAsync<T>(string method, T body, CancellationToken cancellationToken)
    {
        try
        {
            await CallAsync<T, Nothing>(method, body, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (EnvdException error) when (error.Code == "not_found")
        {
            return false;
        }
        catch (EnvdException error)
        {
            throw error.ToError();
        }
    }

    /// <summary>Kills everything that has a marker in its environment, and what it started.</summary>
    public Task KillAsync(string marker, CancellationToken cancellationToken) =>
        RunAsync(ProcessTreeKill.Command(marker), cancellationToken);

    /// <summary>Sends any signal; the agent itself knows only two.</summary>
    public Task SignalAsync(int pid, Signal signal, CancellationToken cancellationToken) => signal.Number switch
    {
        9 => TryAsync("SendSignal", new SendSignal(new ProcessSelector(pid), "SIGNAL_SIGKILL"), cancellationToken),
        15 => TryAsync("SendSignal", new SendSignal(new ProcessSelector(pid), "SIGNAL_SIGTERM"), cancellationToken),
        _ => RunAsync(
            ["/bin/sh", "-c", "kill -\"$1\" \"$2\"", "sh", signal.ToString(), pid.ToString(CultureInfo.InvariantCulture)],
            cancellationToken),
    };

    /// <summary>Runs a short command of this provider's own, at the root: the directory of the sandbox's user may be gone.</summary>
    private async Task RunAsync(IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        try
        {
            var start = new StartProcess(new ProcessConfig(command[0], [.. command.Skip(1)], Cwd: "/"), Pty: null, Tag: null, Stdin: false);
            var stream = await StartAsync(start, cancellationToken).ConfigureAwait(false);
            await using var ending = stream.ConfigureAwait(false);
            while (await stream.ReadAsync(E2BJson.Default.ProcessMessage, cancellationToken).ConfigureAwait(false) is not null)
            {
                // It says nothing that matters.
            }
        }
        catch (EnvdException error)
        {
            throw error.ToError();
        }
    }

    private Task<TResponse> CallAsync<TRequest, TResponse>(string method, TRequest body, CancellationToken cancellationToken)
        where TResponse : class =>
        Envd.CallAsync<TRequest, TResponse>(Sandbox, Service + method, body, User, cancellationToken);
}
