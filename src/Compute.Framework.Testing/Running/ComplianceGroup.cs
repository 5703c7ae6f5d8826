namespace Compute.Framework.Testing;

/// <summary>Belongs to one class of cases: as long as one of a suite's groups runs, the suite's provider lives.</summary>
public abstract class ComplianceGroup : IAsyncDisposable
{
    private readonly ComplianceFixture _suite;

    /// <summary>Begins a group.</summary>
    /// <param name="suite">The suite that the group belongs to.</param>
    protected ComplianceGroup(ComplianceFixture suite)
    {
        ArgumentNullException.ThrowIfNull(suite);
        _suite = suite;
        suite.EnterGroup();
    }

    /// <summary>Ends the group. With the last one that runs, the provider is disposed of, and what is left at it is an error.</summary>
    /// <exception cref="ComplianceFailedException">Sandboxes of the run are left at the provider.</exception>
    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _suite.LeaveGroupAsync();
    }
}
