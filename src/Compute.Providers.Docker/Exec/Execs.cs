using Compute.Framework;
using Compute.Framework.Emulation;
using Compute.Framework.Http;
using Compute.Providers.Docker.Engine;
using Compute.Providers.Docker.Wire;

namespace Compute.Providers.Docker.Exec;

/// <summary>The engine's calls about commands in a container.</summary>
internal sealed class Execs(EngineClient engine)
{
    /// <summary>How long after the end of its output a command may take to end.</summary>
    private static readonly TimeSpan EndAfterOutput = TimeSpan.FromSeconds(10);

    public async Task<(string Id, EngineConnection Connection)> StartAsync(string containerId, CreateExec exec, CancellationToken cancellationToken)
    {
        string id;
        using (var content = EngineClient.Json(exec, WireJson.Default.CreateExec))
        using (var response = await engine.SendRawAsync(HttpMethod.Post, $"containers/{containerId}/exec", content, cancellationToken).ConfigureAwait(false))
        {
            if (!response.IsSuccessStatusCode)
            {
                await ThrowUnlessRunningAsync(containerId, cancellationToken).ConfigureAwait(false);
            }

            await response.EnsureComputeSuccessAsync(HttpResource.Sandbox, cancellationToken).ConfigureAwait(false);
            id = (await response.ReadJsonAsync(WireJson.Default.Created, cancellationToken).ConfigureAwait(false)).Id;
        }

        using var start = EngineClient.Json(new StartExec(Detach: false, exec.Tty), WireJson.Default.StartExec);
        try
        {
            return (id, await engine.HijackAsync($"exec/{id}/start", start, cancellationToken).ConfigureAwait(false));
        }
        catch (ComputeException) when (!cancellationToken.IsCancellationRequested)
        {
            await ThrowUnlessRunningAsync(containerId, cancellationToken).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Asks for a command's exit code after the end of its output.</summary>
    /// <exception cref="SandboxUnavailableException">It still runs, so that the output was cut off, or the engine does not know it any more.</exception>
    public async Task<int> WaitForExitAsync(string execId, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        for (var delay = 1; TimeProvider.System.GetElapsedTime(started) < EndAfterOutput; delay = Math.Min(delay * 2, 100))
        {
            var exec = await engine.FindAsync($"exec/{execId}/json", WireJson.Default.ExecDetails, cancellationToken).ConfigureAwait(false)
                ?? throw new SandboxUnavailableException("The engine does not know the command any more.");
            if (exec is { Running: false, ExitCode: { } code })
            {
                return code;
            }

            await Task.Delay(delay, cancellationToken).ConfigureAwait(false);
        }

        throw new SandboxUnavailableException("The engine's stream ended while the command still runs: the connection was lost.");
    }

    /// <summary>Runs a short command of this provider's own; returns its exit code.</summary>
    public async Task<int> RunAsync(string containerId, IReadOnlyList<string> command, string? user, CancellationToken cancellationToken)
    {
        var (id, connection) = await StartAsync(containerId, new CreateExec { Cmd = command, User = user }, cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            await connection.Stream.CopyToAsync(Stream.Null, cancellationToken).ConfigureAwait(false);
        }

        return await WaitForExitAsync(id, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Kills everything that carries a marker in its environment, and what it started.</summary>
    /// <remarks>As the same user: root without the right to trace cannot read the environment of others' processes.</remarks>
    public Task KillAsync(string containerId, string marker, string? user, CancellationToken cancellationToken) =>
        RunAsync(containerId, ProcessTreeKill.Command(marker), user, cancellationToken);

    private async Task ThrowUnlessRunningAsync(string containerId, CancellationToken cancellationToken)
    {
        var container = await engine.FindAsync($"containers/{containerId}/json", WireJson.Default.ContainerDetails, cancellationToken).ConfigureAwait(false)
            ?? throw new SandboxNotFoundException();
        if (container.State.Status != "running")
        {
            throw new SandboxUnavailableException($"The sandbox is {container.State.Status} and runs no commands.") { IsTransient = false };
        }
    }
}
