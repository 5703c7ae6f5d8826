using System.Text;

namespace Compute.Framework.Testing;

/// <summary>A command that a <see cref="CommandScript"/> plays: what it was given, and the sandbox around it.</summary>
public sealed class ScriptedCommand
{
    private readonly SandboxState _sandbox;
    private readonly Action<StandardStream, ReadOnlyMemory<byte>> _write;

    internal ScriptedCommand(
        Command command, SandboxState sandbox, TimeProvider time, Stream input, Action<StandardStream, ReadOnlyMemory<byte>> write)
    {
        _sandbox = sandbox;
        _write = write;
        Command = command;
        TimeProvider = time;
        Input = input;
        var facts = sandbox.Facts;
        WorkingDirectory = TreePath.Resolve(facts.WorkingDirectory, command.WorkingDirectory ?? ".").Absolute;
        Files = new InMemoryFileSystem(sandbox, WorkingDirectory);
        var environment = new Dictionary<string, string>(facts.Environment);
        foreach (var (key, value) in command.Environment)
        {
            environment[key] = value;
        }

        Environment = environment;
    }

    /// <summary>The command as the code under test gave it.</summary>
    public Command Command { get; }

    /// <summary>The program and its arguments.</summary>
    public IReadOnlyList<string> Arguments => Command.Arguments;

    /// <summary>The sandbox: its id, name, labels.</summary>
    public InMemorySandbox Sandbox => _sandbox.Facts;

    /// <summary>The sandbox's files. Relative paths start at <see cref="WorkingDirectory"/>.</summary>
    public ISandboxFileSystem Files { get; }

    /// <summary>Where the command runs: the command's own directory or else the sandbox's; absolute.</summary>
    public string WorkingDirectory { get; }

    /// <summary>The sandbox's variables with the command's on top.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; }

    /// <summary>What the command reads: its standard input, at its end at once when none was given.</summary>
    /// <remarks>For a started process, the end comes when the caller closes the input.</remarks>
    public Stream Input { get; }

    /// <summary>The terminal that the command runs in; null when it runs in none.</summary>
    public ScriptedTerminal? Terminal { get; internal init; }

    /// <summary>The provider's clock, for delays: <c>Task.Delay(time, command.TimeProvider, cancellationToken)</c>.</summary>
    public TimeProvider TimeProvider { get; }

    /// <summary>Writes to the standard output; a reader sees it at once.</summary>
    /// <param name="text">The text, encoded as UTF-8; an end of line is not added.</param>
    /// <exception cref="OperationCanceledException">The command was killed, or its sandbox is gone.</exception>
    public void WriteOutput(string text) => WriteOutput(Encoding.UTF8.GetBytes(text));

    /// <inheritdoc cref="WriteOutput(string)"/>
    /// <param name="data">The bytes; copied.</param>
    public void WriteOutput(ReadOnlyMemory<byte> data) => _write(StandardStream.StandardOutput, data);

    /// <summary>Writes to the standard error; a reader sees it at once.</summary>
    /// <param name="text">The text, encoded as UTF-8; an end of line is not added.</param>
    /// <exception cref="OperationCanceledException">The command was killed, or its sandbox is gone.</exception>
    public void WriteError(string text) => WriteError(Encoding.UTF8.GetBytes(text));

    /// <inheritdoc cref="WriteError(string)"/>
    /// <param name="data">The bytes; copied.</param>
    public void WriteError(ReadOnlyMemory<byte> data) => _write(StandardStream.StandardError, data);

    internal bool HasWorkingDirectory => _sandbox.Files.Find(TreePath.Resolve("/", WorkingDirectory)) is DirectoryNode;
}
