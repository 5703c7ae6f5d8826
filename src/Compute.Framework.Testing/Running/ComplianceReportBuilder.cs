using System.Collections.Concurrent;

namespace Compute.Framework.Testing;

/// <summary>Collects outcomes, and works out which declared operations and options no passed case has shown.</summary>
internal sealed class ComplianceReportBuilder
{
    private readonly ConcurrentDictionary<string, CaseReport> _cases = new(StringComparer.Ordinal);

    public bool IsEmpty => _cases.IsEmpty;

    /// <summary>Runs a case and keeps how it ended, how long it took, and what it waited for.</summary>
    public async Task<CaseOutcome> RecordAsync(string caseId, Func<Task<CaseOutcome>> run)
    {
        var waits = CaseWaits.Begin();
        var start = TimeProvider.System.GetTimestamp();
        try
        {
            var outcome = await run().ConfigureAwait(false);
            Add(outcome);
            return outcome;
        }
        catch (Exception failure)
        {
            Add(new CaseOutcome(CaseStatus.Failed, failure.Message));
            throw;
        }

        void Add(CaseOutcome outcome) =>
            _cases[caseId] = new CaseReport(caseId, outcome) { Duration = TimeProvider.System.GetElapsedTime(start), Waits = waits.Taken };
    }

    public ComplianceReport Build(ProviderInfo? provider)
    {
        var cases = _cases.Values.OrderBy(entry => entry.CaseId, StringComparer.Ordinal).ToArray();
        return new ComplianceReport(provider?.Name, cases, provider is null ? [] : FindUnproven(provider.Capabilities));
    }

    private OptionCell[] FindUnproven(CapabilityManifest capabilities)
    {
        var proven = ComplianceCatalogue.Cases
            .Where(info => _cases.TryGetValue(info.Id, out var result) && result.Outcome.Status == CaseStatus.Passed)
            .SelectMany(info => info.Proves)
            .ToHashSet();
        return [.. Claimed(capabilities).Where(cell => !proven.Contains(cell))];
    }

    /// <summary>Every operation that the provider claims, and every option of one, native or emulated, without exception.</summary>
    private static IEnumerable<OptionCell> Claimed(CapabilityManifest capabilities)
    {
        foreach (var operation in capabilities.Operations.Where(operation => operation.Support.Level != SupportLevel.Unsupported))
        {
            yield return new OptionCell(operation.Operation);
            var options = operation.Options.Where(option => option.Value.Level != SupportLevel.Unsupported);
            foreach (var option in options.Select(option => option.Key).Order(StringComparer.Ordinal))
            {
                yield return new OptionCell(operation.Operation, option);
            }
        }
    }
}
