using System.Diagnostics.CodeAnalysis;

namespace Compute.Framework.Testing;

/// <summary>Owns the provider for one class of compliance tests and runs the cases against it, some at once.</summary>
/// <remarks>Disposing it checks that nothing of the run is left at the provider, and writes a report to the directory that
/// the environment variable <c>COMPUTE_COMPLIANCE_REPORT</c> names.</remarks>
public abstract class ComplianceFixture : IAsyncDisposable
{
    private const string ReportVariable = "COMPUTE_COMPLIANCE_REPORT";

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly ComplianceReportBuilder _report = new();
    private readonly Lazy<SemaphoreSlim> _places;
    private ComplianceRun? _run;
    private string? _skipReason;

    /// <summary>Creates a fixture. Nothing is started before the first case.</summary>
    protected ComplianceFixture() => _places = new(() => new SemaphoreSlim(Settings.MaxParallelCases));

    /// <summary>What the suite should know about the provider's environment.</summary>
    public virtual ComplianceSettings Settings { get; } = new();

    /// <summary>Where the report is written when the fixture is disposed; nowhere when null or empty. By default what
    /// <c>COMPUTE_COMPLIANCE_REPORT</c> says.</summary>
    protected virtual string? ReportDirectory => Environment.GetEnvironmentVariable(ReportVariable);

    /// <summary>What became of the cases so far.</summary>
    public ComplianceReport Report => _report.Build(_run?.Provider.Info);

    /// <summary>Creates the provider. Called once for the run, and by cases that need a second instance.</summary>
    protected abstract ValueTask<ISandboxProvider> CreateProviderAsync();

    /// <summary>Runs one case.</summary>
    /// <param name="caseId">The case's id.</param>
    /// <param name="run">The case.</param>
    /// <returns>How it ended, unless it failed.</returns>
    /// <exception cref="ComplianceFailedException">The provider broke the contract.</exception>
    public async Task<CaseOutcome> RunAsync(string caseId, Func<ComplianceContext, Task> run)
    {
        ArgumentException.ThrowIfNullOrEmpty(caseId);
        ArgumentNullException.ThrowIfNull(run);
        // Waited for before the case's own time begins.
        await _places.Value.WaitAsync().ConfigureAwait(false);
        try
        {
            return await _report.RecordAsync(caseId, () => RunCoreAsync(caseId, run)).ConfigureAwait(false);
        }
        finally
        {
            _places.Value.Release();
        }
    }

    /// <inheritdoc/>
    [SuppressMessage("Usage", "CA1816:Dispose methods should call SuppressFinalize", Justification = "There is no finalizer, and none may be added for what is asynchronous.")]
    public virtual async ValueTask DisposeAsync()
    {
        if (_run is not { } run)
        {
            if (!_report.IsEmpty)
            {
                await WriteReportAsync([]).ConfigureAwait(false);
            }

            return;
        }

        var report = Report;
        await run.DisposeAsync().ConfigureAwait(false);
        IReadOnlyList<string> left = [];
        try
        {
            left = await run.FindLeftoversAsync().ConfigureAwait(false);
            await run.DestroyLeftoversAsync(left).ConfigureAwait(false);
        }
        finally
        {
            _run = null;
            await run.Provider.DisposeAsync().ConfigureAwait(false);
            await WriteReportAsync(left, report).ConfigureAwait(false);
        }

        Check.That(left.Count == 0, "nothing of the run is left at the provider after the last case", $"{left.Count} sandboxes were left: {string.Join(", ", left)}", Law.OwnWhatYouCreate);
    }

    private async Task<CaseOutcome> RunCoreAsync(string caseId, Func<ComplianceContext, Task> run)
    {
        if (Settings.OutcomeOfExcluded(caseId) is { } excluded)
        {
            return excluded;
        }

        if (await StartAsync().ConfigureAwait(false) is not { } started)
        {
            Check.That(
                !Settings.MustBeAvailable,
                "the provider can be configured and is available, for ComplianceSettings.MustBeAvailable asks for it",
                _skipReason ?? "not available",
                Law.Availability);
            return new CaseOutcome(CaseStatus.Skipped, _skipReason);
        }

        return await CaseRunner.RunAsync(caseId, started, run).ConfigureAwait(false);
    }

    /// <summary>Creates the provider before the first case; null when it cannot be used here.</summary>
    private async Task<ComplianceRun?> StartAsync()
    {
        await _gate.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_run is not null || _skipReason is not null)
            {
                return _run;
            }

            try
            {
                var provider = await CreateProviderAsync().ConfigureAwait(false);
                using var limit = new CancellationTokenSource(Settings.CaseTimeout);
                var availability = await provider.CheckAvailabilityAsync(limit.Token).WaitAsync(limit.Token).ConfigureAwait(false);
                if (availability.IsAvailable)
                {
                    return _run = new ComplianceRun(provider, Settings, CreateProviderAsync);
                }

                _skipReason = string.Join(' ', new[] { availability.Reason ?? "The provider is not available.", availability.Remediation }.OfType<string>());
                await provider.DisposeAsync().ConfigureAwait(false);
            }
            catch (ProviderConfigurationException missing)
            {
                _skipReason = missing.Message;
            }

            return null;
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task WriteReportAsync(IReadOnlyList<string> left, ComplianceReport? report = null)
    {
        if (ReportDirectory is { Length: > 0 } directory)
        {
            var name = GetType().FullName ?? GetType().Name;
            Directory.CreateDirectory(directory);
            await File.WriteAllTextAsync(Path.Combine(directory, $"{name.Replace('+', '.')}.txt"), (report ?? Report).Write(left)).ConfigureAwait(false);
        }
    }
}
