using Compute.Framework.Authoring;
using Compute.Framework.Emulation;
using Compute.Providers.Docker.Exec;

namespace Compute.Providers.Docker;

public sealed partial class DockerProvider
{
    [StartProcess]
    internal async Task<ProcessChannel> StartAsync(
        DockerSandbox sandbox,
        IReadOnlyList<string> arguments,
        string? workingDirectory,
        IReadOnlyDictionary<string, string> environment,
        string? user,
        CancellationToken cancellationToken) =>
        await StartAsync(
            sandbox,
            new ShellLaunch(arguments, workingDirectory, environment: environment),
            workingDirectory,
            user,
            cancellationToken).ConfigureAwait(false);

    [OpenTerminal]
    internal async Task<TerminalChannel> OpenTerminalAsync(
        DockerSandbox sandbox,
        IReadOnlyList<string> arguments,
        string? workingDirectory,
        IReadOnlyDictionary<string, string> environment,
        string? user,
        int columns,
        int rows,
        CancellationToken cancellationToken)
    {
        var launch = new ShellLaunch(arguments.Count > 0 ? arguments : ["/bin/sh"], workingDirectory, (columns, rows), environment);
        return await StartAsync(sandbox, launch, workingDirectory, user, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>An absolute directory is entered from the root: the sandbox's own may be gone.</summary>
    private Task<TerminalChannel> StartAsync(
        DockerSandbox sandbox, ShellLaunch launch, string? workingDirectory, string? user, CancellationToken cancellationToken) =>
        ExecChannel.StartAsync(Execs, sandbox.Id, launch, workingDirectory?.StartsWith('/') == true ? "/" : null, user, cancellationToken);
}
