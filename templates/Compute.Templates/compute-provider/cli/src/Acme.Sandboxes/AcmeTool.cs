using System.Text.Json;
using Compute.Framework;

namespace AcmeSandboxes;

/// <summary>Calls the tool. Values are arguments of their own, never part of a shell's text, and the key is in no argument.</summary>
internal sealed class AcmeTool(AcmeOptions options)
{
    /// <summary>The exit code by which the tool says that it failed itself.</summary>
    public const int OwnFailure = 125;

    private const long MaxAnswerBytes = 16 * 1024 * 1024;

    /// <summary>Runs a command of the tool whose output is a sandbox a line.</summary>
    public async Task<IReadOnlyList<AcmeSandbox>> ReadAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var result = await RunAsync(arguments, MaxAnswerBytes, cancellationToken);
        if (!result.IsSuccess || result.IsOutputTruncated)
        {
            throw new ProviderFaultException($"'{options.Tool} {arguments[0]}' failed: {result.FailureReason ?? result.StandardErrorText}");
        }

        return [.. result.StandardOutputText
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonSerializer.Deserialize(line, AcmeJson.Default.AcmeSandbox)!)];
    }

    /// <summary>Runs a command of the tool. It sees <c>PATH</c> and what stands here, nothing else of this process's environment.</summary>
    public Task<ExecutionResult> RunAsync(IReadOnlyList<string> arguments, long maxOutputBytes, CancellationToken cancellationToken) =>
        HostProcess.RunAsync(
            [options.Tool, .. arguments],
            workingDirectory: Path.GetTempPath(),
            new Dictionary<string, string> { ["ACME_API_KEY"] = options.ApiKey, ["ACME_STATE_DIRECTORY"] = options.StateDirectory },
            maxOutputBytes,
            cancellationToken);
}
