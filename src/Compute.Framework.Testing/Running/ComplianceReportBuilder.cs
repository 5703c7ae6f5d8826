using System.Collections.Concurrent;

namespace Compute.Framework.Testing;

/// <summary>Collects outcomes, and works out which claimed options no passed case has shown.</summary>
internal sealed class ComplianceReportBuilder
{
    private readonly ConcurrentDictionary<string, CaseOutcome> _outcomes = new(StringComparer.Ordinal);

    public void Add(string caseId, CaseOutcome outcome) => _outcomes[caseId] = outcome;

    public ComplianceReport Build(ProviderInfo? provider)
    {
        var cases = _outcomes.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => new CaseReport(entry.Key, entry.Value)).ToArray();
        return new ComplianceReport(provider?.Name, cases, provider is null ? [] : FindUnproven(provider.Capabilities));
    }

    private OptionCell[] FindUnproven(CapabilityManifest capabilities)
    {
        var proven = ComplianceCatalogue.Cases
            .Where(info => _outcomes.TryGetValue(info.Id, out var outcome) && outcome.Status == CaseStatus.Passed)
            .SelectMany(info => info.Proves)
            .ToHashSet();
        return [.. Claimed(capabilities).Where(cell => !proven.Contains(cell))];
    }

    /// <summary>The options that the provider claims and that a caller can set. RunCodeAsync takes none of a command's options.</summary>
    private static IEnumerable<OptionCell> Claimed(CapabilityManifest capabilities) =>
        from operation in capabilities.Operations
        where operation.Support.Level != SupportLevel.Unsupported && operation.Operation != SandboxOperation.RunCode
        from option in operation.Options
        where option.Value.Level != SupportLevel.Unsupported
        orderby operation.Operation, option.Key
        select new OptionCell(operation.Operation, option.Key);
}
