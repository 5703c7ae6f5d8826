using System.Globalization;
using Compute.Framework.Authoring;
using Compute.Framework.Emulation;

namespace Compute.Providers.E2B;

public sealed partial class E2BProvider
{
    /// <summary>The tags of processes that this provider started, by which whoever finds one can kill all that it started.</summary>
    private const string OwnTag = "CFW";

    /// <summary>The parameters of <see cref="ShellLaunch"/> before the program's own.</summary>
    private const int LaunchParameters = 7;

    [StartProcess]
    internal async Task<ProcessChannel> StartAsync(
        E2BSandbox sandbox,
        IReadOnlyList<string> arguments,
        string? workingDirectory,
        IReadOnlyDictionary<string, string> environment,
        string? user,
        CancellationToken cancellationToken) =>
        await EnvdChannel.StartAsync(
            new Agent(_envd, sandbox, user),
            new ShellLaunch(arguments, workingDirectory, environment: environment),
            size: null,
            cancellationToken).ConfigureAwait(false);

    [OpenTerminal]
    internal async Task<TerminalChannel> OpenTerminalAsync(
        E2BSandbox sandbox,
        IReadOnlyList<string> arguments,
        string? workingDirectory,
        IReadOnlyDictionary<string, string> environment,
        string? user,
        int columns,
        int rows,
        CancellationToken cancellationToken)
    {
        // What E2B's own SDKs set for a terminal, and run in one.
        Dictionary<string, string> variables = new(environment);
        variables.TryAdd("TERM", "xterm-256color");
        variables.TryAdd("LANG", "C.UTF-8");
        variables.TryAdd("LC_ALL", "C.UTF-8");
        return await EnvdChannel.StartAsync(
            new Agent(_envd, sandbox, user),
            new ShellLaunch(arguments.Count > 0 ? arguments : ["/bin/bash", "-i", "-l"], workingDirectory, environment: variables),
            new PtySize(columns, rows),
            cancellationToken).ConfigureAwait(false);
    }

    [ListProcesses]
    internal async IAsyncEnumerable<SandboxProcessInfo> ListProcessesAsync(
        E2BSandbox sandbox, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var process in await new Agent(_envd, sandbox).ListAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return new SandboxProcessInfo
            {
                Id = process.Pid.ToString(CultureInfo.InvariantCulture),
                Arguments = ArgumentsOf(process),
                IsRunning = true,
            };
        }
    }

    [AttachProcess]
    internal async Task<ProcessChannel?> AttachProcessAsync(E2BSandbox sandbox, string processId, CancellationToken cancellationToken)
    {
        var agent = new Agent(_envd, sandbox);
        return int.TryParse(processId, NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
            && (await agent.ListAsync(cancellationToken).ConfigureAwait(false)).FirstOrDefault(listed => listed.Pid == pid) is { } process
                ? await EnvdChannel.AttachAsync(agent, pid, IsOwn(process) ? process.Tag : null, cancellationToken).ConfigureAwait(false)
                : null;
    }

    private static bool IsOwn(ListedProcess process) => process.Tag?.StartsWith(OwnTag, StringComparison.Ordinal) == true;

    /// <summary>The program itself, not the shell that became it.</summary>
    private static List<string>? ArgumentsOf(ListedProcess process) => process.Config switch
    {
        null => null,
        { Args: { Count: > LaunchParameters } args } when IsOwn(process) => [.. args.Skip(LaunchParameters)],
        var config => [config.Cmd, .. config.Args ?? []],
    };
}
