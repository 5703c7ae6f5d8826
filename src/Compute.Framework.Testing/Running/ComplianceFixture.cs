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
    private IReadOnlyList<string>? _left;
    private string? _skipReason;
    private int _groups;

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
    [
        SuppressMessage(
            "Usage",
            "CA1816:Dispose methods should call SuppressFinalize",
            Justification = "There is no finalizer, and none may be added for what is asynchronous.")
    ]
    public virtual async ValueTask DisposeAsync()
    {
        await _gate.WaitAsync().ConfigureAwait(false);
        try
        {
            await EndAsync().ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>A group of cases is about to run.</summary>
    internal void EnterGroup() => Interlocked.Increment(ref _groups);

    /// <summary>A group has ended. The provider ends with the last one that runs; one that begins later gets another.</summary>
    /// <remarks>Not with the assembly: what the test project itself has for the whole assembly, such as a server, may end before.</remarks>
    internal async ValueTask LeaveGroupAsync()
    {
        await _gate.WaitAsync().ConfigureAwait(false);
        try
        {
            if (Interlocked.Decrement(ref _groups) == 0)
            {
                await EndAsync().ConfigureAwait(false);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Ends the provider, and says what its cases have left. The gate is held.</summary>
    private async Task EndAsync()
    {
        if (_run is not { } run)
        {
            if (!_report.IsEmpty && _left is null)
            {
                await WriteReportAsync([]).ConfigureAwait(false);
            }

            return;
        }

        var report = Report;
        IReadOnlyList<string> left = [];
        try
        {
            await run.DisposeAsync().ConfigureAwait(false);
            left = await run.FindLeftoversAsync().ConfigureAwait(false);
            await run.DestroyLeftoversAsync(left).ConfigureAwait(false);
        }
        finally
        {
            _run = null;
            _left = [.. _left ?? [], .. left];
            await run.Provider.DisposeAsync().ConfigureAwait(false);
            await WriteReportAsync(_left, report).ConfigureAwait(false);
        }

        Check.That(
            left.Count == 0,
            "nothing of the run is left at the provider after the last case",
            $"{left.Count} sandboxes were left: {string.Join(", ", left)}",
            Law.OwnWhatYouCreate);
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

                _skipReason = string.Join(
                    ' ', new[] { availability.Reason ?? "The provider is not available.", availability.Remediation }.OfType<string>());
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
            await File.WriteAllTextAsync(
                Path.Combine(directory, $"{name.Replace('+', '.')}.txt"), (report ?? Report).Write(left)).ConfigureAwait(false);
        }
    }
}
