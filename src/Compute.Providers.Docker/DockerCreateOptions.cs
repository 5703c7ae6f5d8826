using Compute.Framework.Authoring;

namespace Compute.Providers.Docker;

/// <summary>What only this provider knows about a new sandbox; attach it with <see cref="CreateSandboxOptions.With"/>.</summary>
public sealed record DockerCreateOptions : ProviderSandboxOptions
{
    /// <inheritdoc/>
    public override string ProviderName => "docker";

    /// <summary>When the image is pulled.</summary>
    public ImagePullPolicy PullPolicy { get; init; } = ImagePullPolicy.Missing;

    /// <summary>Told of each step of a pull.</summary>
    public IProgress<ImageProgress>? PullProgress { get; init; }

    /// <summary>The OCI runtime, such as <c>runsc</c>; that of the settings when null.</summary>
    public string? Runtime { get; init; }

    /// <summary>The container's main command in place of one that only waits; the sandbox ends with it.</summary>
    public IReadOnlyList<string>? Command { get; init => field = value is null ? null : ContentEquality.ListOf(value); }

    /// <summary>Whether the container runs the image's own entry point and command; the sandbox ends with it.</summary>
    public bool UseImageCommand { get; init; }

    /// <summary>A command that the engine runs again and again to see whether the sandbox is healthy.</summary>
    public HealthCheckSpec? HealthCheck { get; init; }

    /// <summary>What must have come about before the creation returns, in this order.</summary>
    public IReadOnlyList<WaitFor> WaitFor { get; init => field = ContentEquality.ListOf(value); } = ContentEquality.ListOf<WaitFor>(null);
}

/// <summary>When an image is pulled.</summary>
public enum ImagePullPolicy
{
    /// <summary>When the engine does not have it.</summary>
    Missing,

    /// <summary>At each creation.</summary>
    Always,

    /// <summary>Never: an image that the engine does not have is an error.</summary>
    Never,
}

/// <summary>A step of a pull or of a build.</summary>
/// <param name="Status">What is being done, in the engine's words.</param>
/// <param name="Layer">The layer that it is about, or null.</param>
/// <param name="CurrentBytes">How much of it is done, where the engine reports.</param>
/// <param name="TotalBytes">How much there is to do, where the engine reports.</param>
public sealed record ImageProgress(string Status, string? Layer = null, long? CurrentBytes = null, long? TotalBytes = null);

/// <summary>How an engine checks a sandbox's health.</summary>
/// <param name="Command">The program and its arguments; healthy when it exits with 0.</param>
/// <param name="Interval">The time between two checks; positive.</param>
/// <param name="Retries">How many failures in a row make it unhealthy; positive.</param>
public sealed record HealthCheckSpec(IReadOnlyList<string> Command, TimeSpan Interval, int Retries = 3)
{
    /// <summary>The program and its arguments; healthy when it exits with 0.</summary>
    public IReadOnlyList<string> Command { get; init => field = ContentEquality.ListOf(value); } = ContentEquality.ListOf(Command);
}
