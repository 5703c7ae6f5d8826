namespace Compute.Framework.Testing;

/// <summary>Runs one case within its time, and cleans up after it.</summary>
internal static class CaseRunner
{
    /// <summary>How long a case may take to notice that its time is up.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    public static async Task<CaseOutcome> RunAsync(string caseId, ComplianceRun run, Func<ComplianceContext, Task> body)
    {
        using var limit = new CancellationTokenSource(run.Settings.CaseTimeout);
        var context = new ComplianceContext(run, limit.Token);
        var broken = true;
        try
        {
            await body(context).WaitAsync(run.Settings.CaseTimeout + Grace).ConfigureAwait(false);
            broken = false;
            return new CaseOutcome(CaseStatus.Passed);
        }
        catch (CaseNotApplicableException reason)
        {
            broken = false;
            return new CaseOutcome(CaseStatus.NotApplicable, reason.Message);
        }
        catch (TimeoutException late) when (limit.IsCancellationRequested)
        {
            throw TookTooLong(caseId, run, "it still runs and does not heed its cancellation token", late);
        }
        catch (OperationCanceledException late) when (limit.IsCancellationRequested)
        {
            throw TookTooLong(caseId, run, "it was cancelled", late);
        }
        catch (UnsupportedOptionException refused) when (UnexpectedException.IsDeclared(refused, run.Capabilities))
        {
            broken = false;
            return new CaseOutcome(CaseStatus.NotApplicable, UnexpectedException.OutsideLimits(refused));
        }
        catch (Exception unexpected) when (unexpected is not ComplianceFailedException)
        {
            throw UnexpectedException.Explain(caseId, unexpected);
        }
        finally
        {
            await context.CleanUpAsync(broken).ConfigureAwait(false);
        }
    }

    private static ComplianceFailedException TookTooLong(string caseId, ComplianceRun run, string actual, Exception cause) =>
        new(
            $"{caseId} ends within {run.Settings.CaseTimeout.TotalSeconds:0} s",
            actual,
            "section 3: every call ends, or is cancelled when its token fires.",
            cause);
}
