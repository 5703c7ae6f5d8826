using Compute.Framework.Authoring;

namespace Compute.Providers.Docker;

public sealed partial class DockerProvider : ICapabilityRefiner, IShellSessions
{
    /// <summary>What the engine is and has; null as long as it has not said so.</summary>
    private volatile EngineDescription? _engineIs;

    /// <inheritdoc/>
    bool IShellSessions.UsesShellSessions => settings.ShellSessions;

    /// <inheritdoc/>
    Support ICapabilityRefiner.Refine(SandboxOperation operation, string? option, Support declared) => (operation, option) switch
    {
        (SandboxOperation.CreateSandbox, "Resources.DiskBytes") =>
            Unless(_engineIs is { } engine ? EngineQuirks.NoDiskLimit(engine.Info) : null, declared),
        (SandboxOperation.CreateSandbox, "Resources.Gpus") =>
            Unless(_engineIs is { } engine ? engine.Quirks.NoGpus(engine.Info) : null, declared),
        (SandboxOperation.CreateSandbox, nameof(CreateSandboxOptions.Lifetime)) => declared with { Description = "the engine removes " +
            "the container, whether its owner lives or not" },
        (SandboxOperation.RunCommand or SandboxOperation.StartProcess, null) => declared with
        {
            Description = "the engine reports a death by signal n as exit code 128+n, so that both are reported as the signal; a kill " +
                "reaches what the command started, but not what forks twice, starts a session of its own and drops its environment, nor " +
                "what became another user",
        },
        (SandboxOperation.ReadFile or SandboxOperation.WriteFile or SandboxOperation.DescribeFile, null) => declared with
        {
            Description = "by archives, without a process inside; by commands inside where an archive would do something else " +
                "(temporary file systems, read-only roots, other users than root, files that are there, contents without a length, " +
                "runtimes with a kernel of their own)",
        },
        (SandboxOperation.WatchFiles, null) => declared with { Description = "by inotifywait inside, where the image has it" },
        (SandboxOperation.CreateSnapshot, null) => declared with { Description = "a commit: files without volumes and mounts, " +
            "no processes" },
        (SandboxOperation.Branch, null) => declared with { Description = "one commit; the branches have the source's limits, network, " +
            "mounts and security, and end when it does" },
        _ => declared,
    };

    private static Support Unless(string? reason, Support declared) => reason is null ? declared : Support.Unsupported(reason);

    /// <inheritdoc/>
    async ValueTask ICapabilityRefiner.PrepareAsync(CancellationToken cancellationToken)
    {
        try
        {
            var info = await _engine.Http.GetJsonAsync("info", WireJson.Default.EngineInfo, cancellationToken: cancellationToken)
                .ConfigureAwait(false);
            _engineIs = new(info, await _engine.QuirksAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (ComputeException error) when (!error.IsTransient)
        {
            // A proxy in front of the engine's socket may forbid this call and permit all others. What the engine lacks it then refuses
            // itself.
        }
    }

    private sealed record EngineDescription(EngineInfo Info, EngineQuirks Quirks);

    [CheckAvailability]
    internal async Task<ProviderAvailability> CheckAvailabilityAsync(CancellationToken cancellationToken)
    {
        try
        {
            var info = await _engine.Http.GetJsonAsync("info", WireJson.Default.EngineInfo, cancellationToken: cancellationToken)
                .ConfigureAwait(false);
            return ProviderAvailability.Available($"{(await _engine.QuirksAsync(cancellationToken).ConfigureAwait(false)).Name} " +
                $"{info.ServerVersion}");
        }
        catch (ComputeException error)
        {
            return ProviderAvailability.Unavailable(
                $"No engine responds at {_engine.Address}: {error.Message}",
                $"{EngineQuirks.HowToStart}, give this user access to its socket, or set {nameof(DockerOptions.Host)} (DOCKER_HOST), " +
                $"with TLS also {nameof(DockerOptions.CertPath)} (DOCKER_CERT_PATH).");
        }
    }
}
