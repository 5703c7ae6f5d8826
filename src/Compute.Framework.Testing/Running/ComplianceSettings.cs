using Compute.Framework.Authoring;

namespace Compute.Framework.Testing;

/// <summary>What a test project knows about a provider's environment and the suite cannot find out.</summary>
public sealed record ComplianceSettings
{
    /// <summary>What every sandbox of the suite is created with, such as the image. Cases add their own options.</summary>
    public CreateSandboxOptions CreateOptions { get; init; } = new();

    /// <summary>Reasons by case id (<c>commands/exit-codes</c>) or group (<c>commands/</c>): those cases are not run and reported with the
    /// reason.</summary>
    public IReadOnlyDictionary<string, string> NotApplicable
    {
        get;
        init => field = ContentEquality.DictionaryOf(value);
    } = ContentEquality.DictionaryOf<string>(null);

    /// <summary>Reasons by case id or group, like <see cref="NotApplicable"/>, of what the provider claims and this machine or account
    /// cannot show, such as a GPU: those cases are not run and reported with the reason.</summary>
    public IReadOnlyDictionary<string, string> NotHere
    {
        get;
        init => field = ContentEquality.DictionaryOf(value);
    } = ContentEquality.DictionaryOf<string>(null);

    /// <summary>Whether the cases fail where the provider cannot be configured or is not available. False by default: they are skipped
    /// with the reason, for instance where a contributor has no key.</summary>
    public bool MustBeAvailable { get; init; }

    /// <summary>Why no POSIX shell runs in the sandboxes, so that no case can look inside with a command; null when one does.</summary>
    public string? NoShell { get; init; }

    /// <summary>How many cases run at once at most, 1 or more; each may hold a shared sandbox and those of its own. 4 by default. No more
    /// run at once than xUnit runs tests at once, which is the number of processors unless <c>maxParallelThreads</c> of
    /// <c>xunit.runner.json</c> says another.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public int MaxParallelCases
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 4;

    /// <summary>How long one case may take; positive. 5 minutes by default: it ends what hangs, and is no measure of speed.</summary>
    public TimeSpan CaseTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a case waits for what must happen soon, such as the end of a killed process or an event; more than 0 and at most
    /// 1 minute. 30 seconds by default: a case that passes does not wait that long.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is out of range.</exception>
    public TimeSpan Patience
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, TimeSpan.FromMinutes(1));
            field = value;
        }
    } = TimeSpan.FromSeconds(30);

    /// <summary>The lifetime that the expiry cases ask for; positive. 1 second by default. Where the provider declares a greater
    /// least lifetime, they ask for that.</summary>
    public TimeSpan ShortLifetime { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How much later than promised a sandbox may disappear; not negative. 10 seconds by default.</summary>
    public TimeSpan ExpirySlack { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many sandboxes a listing must be able to return; more than the back end puts on one page, 2 to 200. 12 by
    /// default.</summary>
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

    /// <summary>Has the main process of a sandbox write text to its standard output; null where a command can write to
    /// <c>/proc/1/fd/1</c>, or nobody can.</summary>
    public Func<ISandbox, string, CancellationToken, Task>? WriteLog { get; init; }

    /// <summary>What a recipe of templates looks like at this back end; null when the environment can build none.</summary>
    public TemplateSample? TemplateBuild { get; init; }

    /// <summary>Why a sandbox with the default options has a health check; null when it has none.</summary>
    public string? DefaultIsHealthChecked { get; init; }

    /// <summary>How to get a sandbox whose health is checked; null when the environment has none.</summary>
    public HealthSample? HealthCheck { get; init; }

    /// <summary>Whether a sandbox reaches something that only networks with a way out lead to; null when the environment has nothing of the
    /// kind.</summary>
    public Func<ISandbox, CancellationToken, Task<bool>>? ReachesOutside { get; init; }

    /// <summary>Makes the back end lose the response to the next create, after it has created; null when the environment cannot.</summary>
    public Func<CancellationToken, Task>? LoseNextCreateResponse { get; init; }

    /// <summary>Secret values that the provider was configured with, so that a case can look for them where they must not be.</summary>
    public IReadOnlyList<string> Secrets { get; init => field = ContentEquality.ListOf(value); } = ContentEquality.ListOf<string>(null);

    /// <summary>What becomes of a case that the settings exclude; null for any other.</summary>
    internal CaseOutcome? OutcomeOfExcluded(string caseId) =>
        ReasonFor(NotApplicable, caseId) is { } reason ? new CaseOutcome(CaseStatus.NotApplicable, reason)
        : ReasonFor(NotHere, caseId) is { } missing ? new CaseOutcome(CaseStatus.NotHere, missing)
        : null;

    private static string? ReasonFor(IReadOnlyDictionary<string, string> reasons, string caseId) =>
        reasons.TryGetValue(caseId, out var reason)
        || reasons.TryGetValue(caseId[..(caseId.IndexOf('/', StringComparison.Ordinal) + 1)], out reason)
            ? reason
            : null;
}

/// <summary>An image or template, and a file in it that shows which one it is.</summary>
/// <remarks>The case creates a sandbox from <paramref name="Name"/>, and looks for the text in the file; in a sandbox with the default
/// options it must not be there.</remarks>
/// <example><c>new OriginSample("alpine:3.22", EvidencePath: "/etc/alpine-release", EvidenceText: "3.22")</c></example>
/// <param name="Name">The name, in the back end's own naming.</param>
/// <param name="EvidencePath">The absolute path of a file inside.</param>
/// <param name="EvidenceText">What the file contains in this image and not in the default one.</param>
public sealed record OriginSample(string Name, string EvidencePath, string EvidenceText);

/// <summary>What recipes of templates look like at a back end.</summary>
public sealed record TemplateSample
{
    /// <summary>The file in the context directory that the back end builds from by default, such as <c>Dockerfile</c>.</summary>
    public required string RecipeName { get; init; }

    /// <summary>A recipe that copies the file <c>evidence</c> of the context directory to <see cref="EvidencePath"/>.</summary>
    public required string Recipe { get; init; }

    /// <summary>A recipe whose build fails; null where every directory can be built from.</summary>
    public required string? BrokenRecipe { get; init; }

    /// <summary>A recipe that copies the file which the argument <c>SOURCE</c> names to <see cref="EvidencePath"/>; null when there are no
    /// arguments.</summary>
    public string? ArgumentRecipe { get; init; }

    /// <summary>The absolute path, in the template, of the file that the recipe copies.</summary>
    public required string EvidencePath { get; init; }

    /// <summary>Whether the back end reports the progress of a build.</summary>
    public bool ReportsProgress { get; init; } = true;
}

/// <summary>A sandbox whose health is checked, and how to make the check fail.</summary>
/// <remarks>The case creates a sandbox with what <paramref name="Configure"/> returns, waits until it is
/// <see cref="SandboxHealthStatus.Healthy"/>, calls <paramref name="BreakAsync"/>, and waits for
/// <see cref="SandboxHealthStatus.Unhealthy"/>, up to <see cref="ComplianceSettings.Patience"/> each.</remarks>
/// <example>A back end that checks a file which a label names:
/// <code>
/// new HealthSample(
///     Configure: options => options with { Labels = new Dictionary&lt;string, string&gt;(options.Labels) { ["health-file"] =
///     "/tmp/healthy" } },
///     BreakAsync: (sandbox, token) => sandbox.Files.DeleteAsync("/tmp/healthy", cancellationToken: token))
/// </code></example>
/// <param name="Configure">Adds a check that succeeds at first.</param>
/// <param name="BreakAsync">Makes it fail from now on.</param>
public sealed record HealthSample(
    Func<CreateSandboxOptions, CreateSandboxOptions> Configure,
    Func<ISandbox, CancellationToken, Task> BreakAsync);
