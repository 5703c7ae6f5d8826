using Compute.Framework;

namespace AcmeSandboxes.Tests.Fake;

/// <summary>A sandbox of the fake service: a directory, in which commands run as processes of this machine.</summary>
internal sealed class Box : IDisposable
{
    private readonly IReadOnlyDictionary<string, string> _environment;
    private readonly DirectoryInfo _directory;
    private readonly CancellationTokenSource _end = new();

    public Box(string id, AcmeCreate request, DirectoryInfo directory, Action removed)
    {
        var lifetime = request.LifetimeSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : (TimeSpan?)null;
        var now = DateTimeOffset.UtcNow;
        Facts = new AcmeSandbox(id, now, now + lifetime, request.Labels);
        _environment = request.Environment;
        _directory = directory;
        _end.Token.Register(removed);
        if (lifetime is { } life)
        {
            // A timer counts 49 days; no test takes longer.
            _end.CancelAfter(TimeSpan.FromDays(Math.Min(life.TotalDays, 49)));
        }
    }

    public AcmeSandbox Facts { get; }

    /// <summary>Ends the sandbox with everything that runs in it.</summary>
    public void Remove() => _end.Cancel();

    public void Dispose() => _end.Dispose();

    /// <summary>Runs a command; null when the sandbox ends before it.</summary>
    public async Task<AcmeResult?> RunAsync(AcmeCommand command, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _end.Token);
        try
        {
            var result = await HostProcess.RunAsync(command.Arguments, _directory.FullName, _environment, command.MaxOutputBytes, stop.Token);
            return _end.IsCancellationRequested ? null : Describe(result);
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            return null;
        }
    }

    private static AcmeResult Describe(ExecutionResult result) => new(
        result.ExitCode,
        result.Signal?.Number,
        result.FailureReason,
        result.StandardOutput.ToArray(),
        result.StandardError.ToArray(),
        result.IsOutputTruncated);
}
