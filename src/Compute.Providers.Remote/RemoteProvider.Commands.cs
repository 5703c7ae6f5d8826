using System.Runtime.CompilerServices;
using Compute.Framework.Authoring;
using Compute.Providers.Remote.Wire;

namespace Compute.Providers.Remote;

public sealed partial class RemoteProvider
{
    /// <summary>The framework collects output, applies time-outs and feeds input at this end: it does so for every process.</summary>
    [StartProcess]
    internal async Task<ProcessChannel> StartAsync(
        RemoteSandbox sandbox,
        IReadOnlyList<string> arguments,
        string? workingDirectory,
        IReadOnlyDictionary<string, string> environment,
        string? user,
        CancellationToken cancellationToken) =>
        new RemoteChannel(await RemoteProcess.StartAsync(
            _gateway,
            PathOf(sandbox, ""),
            "processes",
            new Command
            {
                Arguments = arguments,
                WorkingDirectory = workingDirectory,
                Environment = environment,
                User = user,
                MaxOutputBytes = 0,
            },
            cancellationToken).ConfigureAwait(false));

    [OpenTerminal]
    internal async Task<TerminalChannel> OpenTerminalAsync(
        RemoteSandbox sandbox,
        IReadOnlyList<string> arguments,
        string? workingDirectory,
        IReadOnlyDictionary<string, string> environment,
        string? user,
        int columns,
        int rows,
        CancellationToken cancellationToken) =>
        new RemoteChannel(await RemoteProcess.StartAsync(
            _gateway,
            PathOf(sandbox, ""),
            "terminals",
            new TerminalOptions
            {
                Arguments = arguments,
                WorkingDirectory = workingDirectory,
                Environment = environment,
                User = user,
                Columns = columns,
                Rows = rows,
            },
            cancellationToken).ConfigureAwait(false), isTerminal: true);

    [ListProcesses]
    internal IAsyncEnumerable<SandboxProcessInfo> ListProcessesAsync(RemoteSandbox sandbox, CancellationToken cancellationToken) =>
        _gateway.ListAsync<SandboxProcessInfo>(PathOf(sandbox, "processes"), cancellationToken);

    [AttachProcess]
    internal async Task<ProcessChannel?> AttachProcessAsync(RemoteSandbox sandbox, string processId, CancellationToken cancellationToken)
    {
        if (PathSegment.Encode(processId) is null)
        {
            return null;
        }

        try
        {
            return new RemoteChannel(
                await RemoteProcess.AttachAsync(_gateway, PathOf(sandbox, ""), processId, cancellationToken).ConfigureAwait(false));
        }
        catch (ResourceNotFoundException)
        {
            return null;
        }
    }
}
