namespace Compute.Framework.Testing.InMemory;

/// <summary>Says what commands do in an in-memory sandbox, and remembers which were run. Safe for concurrent use.</summary>
public sealed class CommandScript
{
    private readonly Lock _lock = new();
    private readonly List<CommandRule> _rules = [];
    private readonly List<ScriptedCall> _calls = [];

    /// <summary>The commands that were run so far, in the order of their start.</summary>
    public IReadOnlyList<ScriptedCall> Calls
    {
        get
        {
            lock (_lock)
            {
                return [.. _calls];
            }
        }
    }

    /// <summary>Begins a rule for a program. Of several rules that fit, the latest counts.</summary>
    /// <param name="program">The first argument of the command.</param>
    public CommandRule On(string program)
    {
        ArgumentException.ThrowIfNullOrEmpty(program);
        return On(command => command.Arguments[0] == program);
    }

    /// <summary>Begins a rule for the commands that a predicate accepts. Of several rules that fit, the latest counts.</summary>
    /// <param name="predicate">Whether the rule is for a command.</param>
    public CommandRule On(Func<Command, bool> predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        var rule = new CommandRule(predicate);
        lock (_lock)
        {
            _rules.Insert(0, rule);
        }

        return rule;
    }

    internal async Task<ExecutionResult> RunAsync(ScriptedCall call, CancellationToken cancellationToken)
    {
        CommandRule? rule;
        lock (_lock)
        {
            _calls.Add(call);
            rule = _rules.Find(candidate => candidate.Fits(call.Command));
        }

        return rule is null
            ? ExecutionResult.FailedToStart($"The script has no rule for '{call.Command.Arguments[0]}'.")
            : await rule.RunAsync(call, cancellationToken).ConfigureAwait(false);
    }
}

/// <summary>One rule of a <see cref="CommandScript"/>.</summary>
public sealed class CommandRule
{
    private readonly Func<Command, bool> _predicate;
    private Func<ScriptedCall, CancellationToken, Task<ExecutionResult>>? _handler;

    internal CommandRule(Func<Command, bool> predicate) => _predicate = predicate;

    /// <summary>The command ends with this result.</summary>
    /// <param name="result">The result.</param>
    public void Returns(ExecutionResult result) => Runs((_, _) => Task.FromResult(result));

    /// <summary>The command exits with code 0 and this output.</summary>
    /// <param name="standardOutput">The standard output.</param>
    public void Returns(string standardOutput) => Returns(ExecutionResult.Exited(0, standardOutput));

    /// <summary>The command fails in the way of an exception, as when the connection is lost.</summary>
    /// <param name="exception">Makes the exception.</param>
    public void Throws(Func<Exception> exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        Runs((_, _) => Task.FromException<ExecutionResult>(exception()));
    }

    /// <summary>The command does what a handler does.</summary>
    /// <param name="handler">The handler. Its token fires when the call is cancelled or the command's time-out has passed.</param>
    public void Runs(Func<ScriptedCall, CancellationToken, Task<ExecutionResult>> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        _handler = handler;
    }

    internal bool Fits(Command command) => _handler is not null && _predicate(command);

    internal Task<ExecutionResult> RunAsync(ScriptedCall call, CancellationToken cancellationToken) => _handler!(call, cancellationToken);
}

/// <summary>A command that was run in an in-memory sandbox.</summary>
/// <param name="SandboxId">The sandbox.</param>
/// <param name="Command">The command, with the sandbox's environment under its own.</param>
public sealed record ScriptedCall(string SandboxId, Command Command);
