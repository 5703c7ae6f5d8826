using System.Net.Http.Json;
using Compute.Framework.Emulation;

namespace Compute.Providers.Docker.Exec;

/// <summary>The engine's calls about commands in a container.</summary>
internal sealed class Execs(EngineClient engine)
{
    /// <summary>How long after the end of its output a command may take to end.</summary>
    private static readonly TimeSpan EndAfterOutput = TimeSpan.FromSeconds(10);

    /// <summary>How long after the end of its sandbox an engine may take to report how a command ended; not all do.</summary>
    private static readonly TimeSpan EndAfterSandbox = TimeSpan.FromSeconds(1);

    /// <summary>How long an engine may refuse to resize a terminal before that is an error.</summary>
    private static readonly TimeSpan RefusedResize = TimeSpan.FromSeconds(10);

    /// <summary>Creates and starts a command.</summary>
    /// <exception cref="ExecRefusedException">The container runs, but the engine could not start the command.</exception>
    public async Task<RunningExec> StartAsync(string containerId, CreateExec exec, CancellationToken cancellationToken)
    {
        var life = await engine.LifeAsync(cancellationToken).ConfigureAwait(false);
        var end = life.EndOf(containerId);
        var isCreated = false;
        try
        {
            var created = await engine.Http.PostJsonAsync(
                $"containers/{containerId}/exec", exec, WireJson.Default.CreateExec, WireJson.Default.Created, HttpResource.Sandbox,
                cancellationToken).ConfigureAwait(false);
            isCreated = true;
            using var start = JsonContent.Create(new StartExec(Detach: false, exec.Tty), WireJson.Default.StartExec);
            await start.LoadIntoBufferAsync(cancellationToken).ConfigureAwait(false);
            var connection = await engine.HijackAsync($"exec/{created.Id}/start", start, cancellationToken).ConfigureAwait(false);
            connection.EndWith(end);
            return new RunningExec(created.Id, connection, life, end);
        }
        catch (ComputeException error) when (error is not SandboxUnavailableException && !cancellationToken.IsCancellationRequested)
        {
            // The engines report in different ways that a container does not run.
            var container = await engine.Http.GetJsonAsync(
                $"containers/{containerId}/json",
                WireJson.Default.ContainerDetails,
                HttpResource.Sandbox,
                cancellationToken).ConfigureAwait(false);
            throw container.State.Status == "running"
                ? (isCreated && error is ProviderFaultException ? new ExecRefusedException(error.Message, error) : error)
                : new SandboxUnavailableException(NotRunning(container.State), error);
        }
    }

    /// <summary>An exit code below 128 is the main process's own, which only waits unless the caller has given another one.</summary>
    private static string NotRunning(ContainerState state) => state is { Status: "exited" or "stopped", ExitCode: > 0 and < 128 }
        ? $"The sandbox's main process ended with {state.ExitCode}, and the sandbox with it. One that only waits needs '/bin/sh' and " +
            "'sleep' in the image."
        : $"The sandbox is {state.Status} and runs no commands.";

    /// <summary>Asks for a command's exit code after the end of its output.</summary>
    /// <exception cref="SandboxUnavailableException">It still runs, so that the output was cut off, or the sandbox or the engine ended
    /// meanwhile.</exception>
    public async Task<int> WaitForExitAsync(RunningExec exec, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        for (var delay = 1; TimeProvider.System.GetElapsedTime(started) < Limit(); delay = Math.Min(delay * 2, 100))
        {
            var details = await engine.Http.FindJsonAsync(
                $"exec/{exec.Id}/json", WireJson.Default.ExecDetails, cancellationToken).ConfigureAwait(false);
            if (details is null || exec.Life.HasEnded)
            {
                throw new SandboxUnavailableException(
                    "The engine ended, or has forgotten the command; what became of it is not known.") { IsOutcomeUnknown = true };
            }

            if (details is { HasEnded: true, ExitCode: { } code })
            {
                return code;
            }

            await Task.Delay(delay, cancellationToken).ConfigureAwait(false);
        }

        throw new SandboxUnavailableException(
            exec.SandboxEnd.IsCancellationRequested
                ? "The sandbox ended, and the command with it."
                : "The engine's stream ended while the command still runs: the connection was lost.") { IsOutcomeUnknown = true };

        TimeSpan Limit() => exec.SandboxEnd.IsCancellationRequested ? EndAfterSandbox : EndAfterOutput;
    }

    /// <summary>Runs a short command of this provider's own; returns its exit code.</summary>
    /// <remarks>At the root: the sandbox's own directory may be gone.</remarks>
    public async Task<int> RunAsync(string containerId, IReadOnlyList<string> command, string? user, CancellationToken cancellationToken)
    {
        var exec = await StartAsync(
            containerId, new CreateExec { Cmd = command, User = user, WorkingDir = "/" }, cancellationToken).ConfigureAwait(false);
        await using var connection = exec.Connection.ConfigureAwait(false);
        await exec.Connection.Stream.CopyToAsync(Stream.Null, cancellationToken).ConfigureAwait(false);
        return await WaitForExitAsync(exec, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Kills everything that carries a marker in its environment, and what it started.</summary>
    /// <remarks>As the same user: root without the right to trace cannot read the environment of others' processes.</remarks>
    public async Task KillAsync(string containerId, string marker, string? user, CancellationToken cancellationToken)
    {
        // Nothing is left to be killed in a container that has ended.
        var container = await engine.Http.FindJsonAsync(
            $"containers/{containerId}/json", WireJson.Default.ContainerDetails, cancellationToken).ConfigureAwait(false);
        await (
            container?.State.Status is "running" or "paused" ? RunAsync(
                containerId, ProcessTreeKill.Command(marker), user, cancellationToken) : Task.CompletedTask).ConfigureAwait(false);
    }

    /// <summary>Whether a size that was accepted may be lost.</summary>
    public async Task<bool> MayLoseSizesAsync(CancellationToken cancellationToken) =>
        (await engine.QuirksAsync(cancellationToken).ConfigureAwait(false)).LosesSizes;

    /// <summary>Changes the size of a command's terminal; does nothing when the command has ended.</summary>
    /// <remarks>Podman refuses while it has not yet noted that the command runs, and while it has not yet noted its end.</remarks>
    public async Task ResizeAsync(string execId, int columns, int rows, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        for (var delay = 1; ; delay = Math.Min(delay * 2, 100))
        {
            using var response = await engine.SendAsync(
                HttpMethod.Post, $"exec/{execId}/resize?w={columns}&h={rows}", content: null, cancellationToken).ConfigureAwait(false);
            if (response.IsSuccessStatusCode
                || await engine.Http.FindJsonAsync($"exec/{execId}/json", WireJson.Default.ExecDetails, cancellationToken)
                    .ConfigureAwait(false) is null or { HasEnded: true })
            {
                return;
            }

            if (TimeProvider.System.GetElapsedTime(started) >= RefusedResize)
            {
                await response.EnsureComputeSuccessAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            }

            await Task.Delay(delay, cancellationToken).ConfigureAwait(false);
        }
    }
}

/// <summary>A command that was started, its connection, what is known of the engine's life, and what is cancelled when the sandbox
/// ends.</summary>
internal sealed record RunningExec(string Id, DuplexConnection Connection, EngineLife Life, CancellationToken SandboxEnd);
