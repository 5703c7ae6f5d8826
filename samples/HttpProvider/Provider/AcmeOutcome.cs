using Compute.Framework;

namespace Acme;

/// <summary>Turns the API's answer about a command into an outcome; never invents one.</summary>
internal static class AcmeOutcome
{
    public static ExecutionResult Translate(AcmeResult result) => Outcome(result) with { IsOutputTruncated = result.Truncated };

    private static ExecutionResult Outcome(AcmeResult result) => result switch
    {
        { TimedOut: true } => ExecutionResult.TimedOut(result.Output, result.Error),
        { ExitCode: { } code } => ExecutionResult.Exited(code, result.Output, result.Error),
        { Signal: { } signal } => ExecutionResult.Signaled(signal, result.Output, result.Error),
        { StartFailure: { } reason } => ExecutionResult.FailedToStart(reason),
        _ => throw new ProviderFaultException("The API did not say how the command ended."),
    };
}
