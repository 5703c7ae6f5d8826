using System.Globalization;
using Compute.Gateway.E2B.Protos.Processes;
using Compute.Gateway.E2B.State;

namespace Compute.Gateway.E2B.Rpc;

/// <summary>Starts processes and terminals as the user, in the directory and with the variables that the caller names.</summary>
internal static class ProcessStart
{
    private const string TimeoutHeader = "Connect-Timeout-Ms";

    public static async Task<E2BProcess> RunAsync(E2BCall call, StartRequest request)
    {
        if (request.Process is not { Cmd.Length: > 0 } config)
        {
            throw E2BError.Invalid("The command is missing");
        }

        call.Gateway.Server.Shutdown.RequireOpen();
        var timeout = TimeoutOf(call);
        var sandbox = await call.SandboxAsync().ConfigureAwait(false);
        var user = await call.Server.Users.RequireAsync(
            call, sandbox, RpcRoutes.UserOf(call.Context.Request)).ConfigureAwait(false);
        var directory = await DirectoryAsync(call, sandbox, user, config).ConfigureAwait(false);
        var variables = VariablesOf(user, config);
        string[] arguments = [.. E2BProcess.Launcher, config.Cmd, .. config.Args];
        var served = await call.Gateway.Server.Processes.StartAsync(
            call.Gateway,
            sandbox.Id,
            key: null,
            () => request.Pty is { } terminal
                ? OpenTerminalAsync(sandbox, arguments, directory, variables, user, terminal.Size)
                : sandbox.StartAsync(
                    new Command
                    {
                        Arguments = arguments,
                        WorkingDirectory = directory,
                        Environment = variables,
                        User = user.User,
                        Timeout = timeout,
                        MaxOutputBytes = 0,
                    },
                    CancellationToken.None)).ConfigureAwait(false);
        var process = new E2BProcess(served, config, request.HasTag ? request.Tag : null, request.Pty is not null);
        await call.Server.Processes.AddAsync(call.SandboxId, process).ConfigureAwait(false);
        if (request is { Pty: null, HasStdin: true, Stdin: false })
        {
            await served.Process.CloseInputAsync(CancellationToken.None).ConfigureAwait(false);
        }

        return process;
    }

    public static int Dimension(uint characters) => characters is >= 1 and <= ushort.MaxValue
        ? (int)characters
        : throw E2BError.Invalid($"The size of a terminal is from 1 to {ushort.MaxValue}");

    private static async Task<ISandboxProcess> OpenTerminalAsync(
        ISandbox sandbox,
        IReadOnlyList<string> arguments,
        string? directory,
        Dictionary<string, string> variables,
        SandboxUser user,
        PTY.Types.Size? size)
    {
        if (!sandbox.TryGet<ITerminalHost>(out var host))
        {
            throw new UnsupportedCapabilityException(
                nameof(SandboxOperation.OpenTerminal), sandbox.Provider.Capabilities[SandboxOperation.OpenTerminal].Support.Description);
        }

        var options = new TerminalOptions
        {
            Arguments = arguments,
            WorkingDirectory = directory,
            Environment = variables,
            User = user.User,
        };
        return await host.OpenTerminalAsync(
            size is null ? options : options with { Columns = Dimension(size.Cols), Rows = Dimension(size.Rows) },
            CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>The directory that the caller names, or the user's home where it is there.</summary>
    private static async Task<string?> DirectoryAsync(E2BCall call, ISandbox sandbox, SandboxUser user, ProcessConfig config)
    {
        var isNamed = config.HasCwd && config.Cwd.Length > 0;
        var directory = user.Resolve(isNamed ? config.Cwd : null);
        var entry = await sandbox.Files.GetEntryAsync(directory.TrimEnd('/') + "/", call.Aborted).ConfigureAwait(false);
        return entry?.Type == FileEntryType.Directory ? directory
            : isNamed ? throw E2BError.Invalid($"cwd '{directory}' does not exist")
            : null;
    }

    private static Dictionary<string, string> VariablesOf(SandboxUser user, ProcessConfig config)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["HOME"] = user.Home,
            ["USER"] = user.Name,
            ["LOGNAME"] = user.Name,
        };
        foreach (var (name, value) in config.Envs)
        {
            variables[name] = value;
        }

        return variables;
    }

    /// <summary>The process ends with the caller's deadline, whether or not the caller is still there.</summary>
    private static TimeSpan TimeoutOf(E2BCall call) => call.Context.Request.Headers[TimeoutHeader] switch
    {
        [] => Timeout.InfiniteTimeSpan,
        [{ Length: <= 10 } text] when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) =>
            TimeSpan.FromMilliseconds(Math.Max(1, milliseconds)),
        _ => throw E2BError.Invalid($"{TimeoutHeader} has to be a number of milliseconds"),
    };
}
