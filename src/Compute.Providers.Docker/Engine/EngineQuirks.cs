using Compute.Framework;

namespace Compute.Providers.Docker.Engine;

/// <summary>All that differs between Docker and Podman.</summary>
internal sealed record EngineQuirks(bool IsPodman)
{
    /// <summary>Tells the engines apart by the header that only Podman sends.</summary>
    public static EngineQuirks Of(HttpResponseMessage ping) => new(ping.Headers.Contains("Libpod-API-Version"));

    /// <summary>The engine's name.</summary>
    public string Name => IsPodman ? "Podman" : "Docker";

    /// <summary>Podman drops device requests without a word.</summary>
    public string? NoGpus => IsPodman ? "Podman's Docker API drops requests for devices" : null;

    /// <summary>Podman takes a path where Docker takes the profile itself.</summary>
    public void CheckSeccomp(string profile)
    {
        if (IsPodman && profile.TrimStart().StartsWith('{'))
        {
            throw new UnsupportedOptionException("Security.Seccomp", "Podman takes 'unconfined' or the path of a profile on its machine, not the profile itself");
        }
    }
}
