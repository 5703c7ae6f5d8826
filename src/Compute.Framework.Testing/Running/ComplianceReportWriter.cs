using System.Globalization;
using System.Text;

namespace Compute.Framework.Testing;

/// <summary>Writes a report as text.</summary>
internal sealed class ComplianceReportWriter(ComplianceReport report)
{
    private const int ShownSlowest = 10;

    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(1);

    private readonly StringBuilder _text = new();

    public string Write(int leftovers)
    {
        Line($"Compliance of {report.ProviderName ?? "a provider that could not be created"}");
        var counts = (
            (CaseStatus[])[CaseStatus.Passed, CaseStatus.Failed, CaseStatus.NotApplicable, CaseStatus.NotHere, CaseStatus.Skipped])
            .Select(status => $"{Name(status)} {report.Count(status)}");
        Line($"{string.Join(", ", counts)}, of {ComplianceCatalogue.Cases.Count} in the catalogue");
        Line($"sandboxes left behind: {leftovers}");
        Line($"unproven operations and options: {report.Unproven.Count}");
        foreach (var cell in report.Unproven)
        {
            Line($"    {cell}: {WhyUnproven(cell)}");
        }

        WriteReasons();
        WriteSlowest();
        return _text.ToString();
    }

    /// <summary>What became of the cases that would have shown it.</summary>
    private string WhyUnproven(OptionCell cell)
    {
        var cases = ComplianceCatalogue.Cases.Where(info => info.Proves.Contains(cell)).Select(info => info.Id).ToArray();
        return cases.Length == 0
            ? "no case of the catalogue can show it; test it yourself"
            : string.Join("; ", cases.Select(id => $"{id} {Became(id)}"));
    }

    private string Became(string caseId)
    {
        var outcome = report.Cases.FirstOrDefault(result => result.CaseId == caseId)?.Outcome;
        return outcome switch
        {
            null => "was not run",
            { Status: CaseStatus.Failed } => "failed",
            _ => $"was {Name(outcome.Status)}: {outcome.Reason}",
        };
    }

    private void WriteReasons()
    {
        foreach (var status in (CaseStatus[])[CaseStatus.Failed, CaseStatus.NotApplicable, CaseStatus.NotHere, CaseStatus.Skipped])
        {
            foreach (var reason in report.Cases.Where(result => result.Outcome.Status == status).GroupBy(result => result.Outcome.Reason))
            {
                Line($"{status}: {reason.Key}");
                Line($"    {string.Join(", ", reason.Select(result => result.CaseId))}");
            }
        }
    }

    private void WriteSlowest()
    {
        var slowest = report.Cases.Where(
            result => result.Duration >= Slow).OrderByDescending(result => result.Duration).Take(ShownSlowest).ToArray();
        if (slowest.Length == 0)
        {
            return;
        }

        var waited = report.Cases.SelectMany(result => result.Waits).Sum(wait => wait.Duration.TotalSeconds);
        Line($"slowest cases, of {report.Cases.Sum(result => result.Duration.TotalSeconds):0.0} s in all, {waited:0.0} s of it waiting:");
        foreach (var result in slowest)
        {
            Line($"    {result.Duration.TotalSeconds:0.0} s {result.CaseId}");
            foreach (var wait in result.Waits.GroupBy(wait => wait.For))
            {
                Line($"        waited {wait.Sum(one => one.Duration.TotalSeconds):0.0} s for {wait.Key}");
            }
        }
    }

    private static string Name(CaseStatus status) => status switch
    {
        CaseStatus.Passed => "passed",
        CaseStatus.Failed => "failed",
        CaseStatus.NotApplicable => "not applicable",
        CaseStatus.NotHere => "not here",
        _ => "skipped",
    };

    private void Line(FormattableString line) => _text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
