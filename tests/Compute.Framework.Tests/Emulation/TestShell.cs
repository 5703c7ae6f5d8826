using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.Versioning;
using Compute.Framework.Authoring;

namespace Compute.Framework.Tests.Emulation;

/// <summary>A back end that runs argument lists as processes of this machine, with one kind of <c>sh</c>, and honors nothing else.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class TestShell : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly string[] Places = ["/usr/local/bin", "/usr/bin", "/bin"];
    private static readonly string[] StagingPlaces = ["/tmp/cfw-", "/var/tmp/cfw-", "/dev/shm/cfw-"];
    private readonly string _tools;
    private readonly string _path;

    public TestShell(string shell, bool withTools = true)
    {
        var program = Find(shell);
        if (program is null)
        {
            Needed.Missing(shell, $"Install the package {(shell == "busybox" ? "busybox-static" : shell)}.");
        }

        Root = Directory.CreateTempSubdirectory("cfw-test-").FullName;
        _tools = Directory.CreateDirectory(Path.Combine(Root, "tools")).FullName;
        Work = Directory.CreateDirectory(Path.Combine(Root, "work")).FullName;
        File.SetUnixFileMode(Root, (UnixFileMode)0b111_101_101);
        File.SetUnixFileMode(Work, (UnixFileMode)0b111_111_111);
        File.CreateSymbolicLink(Path.Combine(_tools, "sh"), program);
        if (shell == "busybox")
        {
            foreach (var applet in Applets.Value)
            {
                if (applet != "sh")
                {
                    File.CreateSymbolicLink(Path.Combine(_tools, applet), program);
                }
            }

            _path = _tools;
        }
        else
        {
            _path = withTools ? $"{_tools}:/usr/local/bin:/usr/bin:/bin" : _tools;
        }
    }

    /// <summary>The shells that the emulation is tried with.</summary>
    public static TheoryData<string> All { get; } = ["dash", "bash", "busybox"];

    public string Root { get; }

    /// <summary>A directory that every user may write to; commands start there.</summary>
    public string Work { get; }

    public string ToolPath => _path;

    /// <summary>Whether the back end lets go of a command without ending it when the caller cancels.</summary>
    public bool ForgetsOnCancel { get; init; }

    /// <summary>Variables that every command of the sandbox has.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether commands run as a user without rights.</summary>
    public bool IsUnprivileged { get; init; }

    public int Commands { get; private set; }

    public int LongestArgument { get; private set; }

    /// <summary>The temporary files and directories that commands were told of.</summary>
    public ConcurrentQueue<string> Staged { get; } = new();

    public async ValueTask<ExecutionResult> RunAsync(Command command, CancellationToken cancellationToken)
    {
        Assert.Null(command.WorkingDirectory);
        Assert.Empty(command.Environment);
        Assert.Null(command.Timeout);
        Assert.Null(command.StandardInput);
        return await RunCoreAsync(command, cancellationToken);
    }

    /// <summary>Like <see cref="RunAsync"/>, and feeds the standard input too.</summary>
    public ValueTask<ExecutionResult> RunWithInputAsync(Command command, CancellationToken cancellationToken)
    {
        Assert.Null(command.WorkingDirectory);
        Assert.Empty(command.Environment);
        Assert.Null(command.Timeout);
        return RunCoreAsync(command, cancellationToken);
    }

    /// <summary>Starts a process with what <see cref="RunAsync"/> does not take.</summary>
    public ProcessChannel Start(Command command)
    {
        Commands++;
        var program = command.Arguments[0] == "/bin/sh" ? Path.Combine(_tools, "sh") : command.Arguments[0];
        var start = StartInfo([program, .. command.Arguments.Skip(1)]);
        start.WorkingDirectory = Path.Combine(Work, command.WorkingDirectory ?? "");
        foreach (var (name, value) in command.Environment)
        {
            start.Environment[name] = value;
        }

        return new HostChannel(Process.Start(start)!);
    }

    public void Dispose()
    {
        foreach (var directory in Directory.EnumerateDirectories(Root, "*", SearchOption.AllDirectories))
        {
            File.SetUnixFileMode(directory, (UnixFileMode)0b111_111_111);
        }

        Directory.Delete(Root, recursive: true);
    }

    private static readonly Lazy<string[]> Applets = new(() =>
    {
        using var list = Process.Start(new ProcessStartInfo(Find("busybox")!, ["--list"]) { RedirectStandardOutput = true })!;
        return list.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    });

    private static string? Find(string program) =>
        Places.Select(directory => Path.Combine(directory, program)).FirstOrDefault(File.Exists);

    private ProcessStartInfo StartInfo(List<string> arguments)
    {
        var start = new ProcessStartInfo(arguments[0], arguments.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Work,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = _path;
        foreach (var (name, value) in Variables)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private async ValueTask<ExecutionResult> RunCoreAsync(Command command, CancellationToken cancellationToken)
    {
        Commands++;
        LongestArgument = Math.Max(LongestArgument, command.Arguments.Max(argument => argument.Length));
        foreach (var path in command.Arguments.Where(argument => StagingPlaces.Any(place => argument.StartsWith(place, StringComparison.Ordinal))))
        {
            Staged.Enqueue(path);
        }

        var program = _path.Split(':').Select(directory => Path.Combine(directory, command.Arguments[0])).FirstOrDefault(File.Exists);
        if (program is null)
        {
            return ExecutionResult.FailedToStart($"no {command.Arguments[0]}");
        }

        List<string> arguments = [program, .. command.Arguments.Skip(1)];
        if (IsUnprivileged && Environment.IsPrivilegedProcess)
        {
            arguments.InsertRange(0, ["/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"]);
        }

        using var process = Process.Start(StartInfo(arguments))!;
        var output = ReadAsync(process.StandardOutput.BaseStream);
        var error = ReadAsync(process.StandardError.BaseStream);
        if (command.StandardInput is { } input)
        {
            await input.OpenRead().CopyToAsync(process.StandardInput.BaseStream, cancellationToken);
        }

        process.StandardInput.Close();
        try
        {
            await process.WaitForExitAsync(cancellationToken).WaitAsync(Limit, CancellationToken.None);
        }
        catch (OperationCanceledException)
        {
            if (!ForgetsOnCancel)
            {
                process.Kill(entireProcessTree: true);
            }

            throw;
        }

        return ExecutionResult.Exited(process.ExitCode, await output.WaitAsync(Limit, cancellationToken), await error.WaitAsync(Limit, cancellationToken));
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(Stream stream)
    {
        using var content = new MemoryStream();
        await stream.CopyToAsync(content);
        return content.ToArray();
    }
}
