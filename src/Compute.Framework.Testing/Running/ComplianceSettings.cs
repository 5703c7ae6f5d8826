using System.Collections.ObjectModel;

namespace Compute.Framework.Testing;

/// <summary>What a test project knows about a provider's environment and the suite cannot find out.</summary>
public sealed record ComplianceSettings
{
    /// <summary>What every sandbox of the suite is created with, such as the image. Cases add their own options.</summary>
    public CreateSandboxOptions CreateOptions { get; init; } = new();

    /// <summary>Reasons by case id (<c>commands/exit-codes</c>) or group (<c>commands/</c>): those cases are not run and reported with the reason.</summary>
    public IReadOnlyDictionary<string, string> NotApplicable { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Why no POSIX shell runs in the sandboxes, so that no case can look inside with a command; null when one does.</summary>
    public string? NoShell { get; init; }

    /// <summary>How long one case may take; positive. 60 seconds by default.</summary>
    public TimeSpan CaseTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The lifetime that the expiry cases ask for; positive. 1 second by default.</summary>
    public TimeSpan ShortLifetime { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How much later than promised a sandbox may disappear; not negative. 10 seconds by default.</summary>
    public TimeSpan ExpirySlack { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many sandboxes a listing must be able to return; more than the back end puts on one page, 2 to 200. 12 by default.</summary>
    public int ListedSandboxes { get; init; } = 12;

    /// <summary>How many sandboxes are created at once, 2 to 100. 20 by default.</summary>
    public int ConcurrentSandboxes { get; init; } = 20;

    /// <summary>An image other than the default one, and what shows it inside; null when the environment has none.</summary>
    public OriginSample? Image { get; init; }

    /// <summary>A template, and what shows it inside; null when the environment has none.</summary>
    public OriginSample? Template { get; init; }

    /// <summary>A user that exists in the sandboxes and is not the default one.</summary>
    public string OtherUser { get; init; } = "nobody";

    /// <summary>An absolute directory that exists in every sandbox and is writable; <c>/tmp</c> by default.</summary>
    public string ExistingDirectory { get; init; } = "/tmp";

    /// <summary>How this provider lets the name of a sandbox be seen; null where it cannot be.</summary>
    public Func<ISandbox, CancellationToken, Task<string?>>? ReadName { get; init; }

    /// <summary>A volume or directory of the provider's machine to mount; null for a temporary directory of this machine.</summary>
    public string? MountSource { get; init; }

    /// <summary>Makes the back end lose the answer to the next create, after it has created; null when the environment cannot.</summary>
    public Func<CancellationToken, Task>? LoseNextCreateAnswer { get; init; }

    /// <summary>Secret values that the provider was configured with, so that a case can look for them where they must not be.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    internal string? ReasonFor(string caseId) =>
        NotApplicable.TryGetValue(caseId, out var reason)
        || NotApplicable.TryGetValue(caseId[..(caseId.IndexOf('/', StringComparison.Ordinal) + 1)], out reason)
            ? reason
            : null;
}

/// <summary>An image or template, and a file in it that shows which one it is.</summary>
/// <param name="Name">The name, in the back end's own naming.</param>
/// <param name="EvidencePath">The absolute path of a file inside.</param>
/// <param name="EvidenceText">What the file contains in this image and not in the default one.</param>
public sealed record OriginSample(string Name, string EvidencePath, string EvidenceText);
