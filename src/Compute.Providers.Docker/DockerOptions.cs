using Compute.Framework.Authoring;

namespace Compute.Providers.Docker;

/// <summary>The settings of <see cref="DockerProvider"/>; with an engine at its usual place only an image is needed.</summary>
[ProviderSettings(EnvironmentPrefix = "DOCKER")]
public sealed partial record DockerOptions
{
    /// <summary>
    /// The engine (<c>DOCKER_HOST</c>): <c>unix:///path</c>, <c>tcp://host:port</c> or, on Windows, <c>npipe:////./pipe/name</c>. By
    /// default the first of Docker's and Podman's usual sockets that is there. An engine behind a socket, or at a loopback address,
    /// is taken to be on this machine, and publishes ports on its loopback interface; another one publishes them as its own
    /// settings say, which is on every interface by default.
    /// </summary>
    public Uri? Host { get; init; }

    /// <summary>The directory with <c>ca.pem</c>, <c>cert.pem</c> and <c>key.pem</c> for <c>tcp</c> (<c>DOCKER_CERT_PATH</c>); setting it
    /// turns TLS on.</summary>
    public string? CertPath { get; init; }

    /// <summary>Any text but an empty one turns TLS on for <c>tcp</c> (<c>DOCKER_TLS_VERIFY</c>). The engine's certificate is always
    /// verified.</summary>
    public string? TlsVerify { get; init; }

    /// <summary>The image of sandboxes that name none (<c>DOCKER_DEFAULT_IMAGE</c>). It needs a POSIX shell and <c>sleep</c>.</summary>
    public string? DefaultImage { get; init; }

    /// <summary>The OCI runtime of sandboxes that name none, such as <c>runsc</c>; the engine's default when null.</summary>
    public string? Runtime { get; init; }

    /// <summary>Whether commands share a shell that stays in the sandbox, which takes milliseconds where a process of the engine's takes
    /// tens; see <see cref="IShellSessions"/>.</summary>
    public bool ShellSessions { get; init; } = true;

    /// <summary>The engine's network mode for sandboxes with its full network; the engine's default when null.</summary>
    public string? DefaultNetwork { get; init; }
}
