using Compute.Framework;
using Compute.Framework.Authoring;
using Compute.Framework.Http;

namespace AcmeSandboxes;

/// <summary>Sandboxes of Acme. What a method takes is what the provider supports; the compiler writes the rest.</summary>
[Provider("acme", DisplayName = "Acme")]
public sealed partial class AcmeProvider(AcmeOptions options, HttpClient http)
{
    private readonly AcmeClient _client = new(options, http);

    [CheckAvailability]
    private async Task<ProviderAvailability> CheckAsync(CancellationToken cancellationToken)
    {
        await _client.ListAsync(after: null, cancellationToken);
        return ProviderAvailability.Available();
    }

    [CreateSandbox]
    private Task<AcmeSandbox> CreateAsync(
        TimeSpan? lifetime, IReadOnlyDictionary<string, string> labels, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken) =>
        _client.CreateAsync(new AcmeCreate(lifetime?.TotalSeconds, labels, environment), cancellationToken);

    [GetSandbox]
    private Task<AcmeSandbox?> GetAsync(string sandboxId, CancellationToken cancellationToken) => _client.FindAsync(sandboxId, cancellationToken);

    [ListSandboxes]
    private IAsyncEnumerable<AcmeSandbox> ListAsync(CancellationToken cancellationToken) =>
        Paging.ReadAllAsync(_client.ListAsync, page => page.Items, page => page.Next, cancellationToken);

    [DestroySandbox]
    private Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) => _client.DeleteAsync(sandboxId, cancellationToken);

    [RunCommand]
    private async Task<ExecutionResult> RunAsync(
        AcmeSandbox sandbox, IReadOnlyList<string> arguments, long maxOutputBytes, CancellationToken cancellationToken)
    {
        var result = await _client.RunAsync(sandbox.Id, new AcmeCommand(arguments, maxOutputBytes), cancellationToken);
        return Outcome(result) with { IsOutputTruncated = result.IsTruncated };
    }

    /// <summary>What the service said, and never more: a command without an outcome is a fault, not an exit code.</summary>
    private static ExecutionResult Outcome(AcmeResult result) => result switch
    {
        { ExitCode: { } code } => ExecutionResult.Exited(code, result.Output, result.Error),
        { Signal: { } signal } => ExecutionResult.Signaled(signal, result.Output, result.Error),
        { StartFailure: { } reason } => ExecutionResult.FailedToStart(reason),
        _ => throw new ProviderFaultException("The service did not say how the command ended."),
    };
}
