namespace Compute.Framework.Testing;

/// <summary>What commands do in the sandboxes of <see cref="InMemoryProvider"/>, and which ones came.</summary>
/// <remarks>
/// The first rule that matches answers, in the order in which they were added; then <c>Otherwise</c>. A command without an answer
/// fails to start, with a reason that says how to script it. Code for <see cref="ISandbox.RunCodeAsync"/> comes as a command of two
/// arguments, the
/// language's name and the code: <c>On("python", …)</c>. One script may serve several providers; members may be called concurrently.
/// </remarks>
public sealed class CommandScript
{
    private readonly Lock _gate = new();
    private readonly List<Rule> _rules = [];
    private readonly List<ReceivedCommand> _received = [];
    private CommandHandler? _otherwise;

    /// <summary>The commands that came so far, in the order in which they were started, those without an answer included.</summary>
    public IReadOnlyList<ReceivedCommand> Received
    {
        get
        {
            lock (_gate)
            {
                return [.. _received];
            }
        }
    }

    /// <summary>Answers a program, whatever its arguments.</summary>
    /// <param name="program">What the first argument must be, exactly.</param>
    /// <param name="result">The answer.</param>
    public CommandScript On(string program, ExecutionResult result) => On(program, Always(result));

    /// <inheritdoc cref="On(string, ExecutionResult)"/>
    /// <param name="program">What the first argument must be, exactly.</param>
    /// <param name="answer">Works the answer out.</param>
    public CommandScript On(string program, Func<ScriptedCommand, ExecutionResult> answer) => On(program, AtOnce(answer));

    /// <inheritdoc cref="On(string, ExecutionResult)"/>
    /// <param name="program">What the first argument must be, exactly.</param>
    /// <param name="handler">Plays the command.</param>
    public CommandScript On(string program, CommandHandler handler)
    {
        ArgumentException.ThrowIfNullOrEmpty(program);
        return On(command => command.Arguments[0] == program, handler);
    }

    /// <summary>Answers the commands that fit: <c>On(command => command.Arguments is ["git", "push", ..], …)</c>.</summary>
    /// <param name="matches">Whether the answer is for a command.</param>
    /// <param name="result">The answer.</param>
    public CommandScript On(Func<Command, bool> matches, ExecutionResult result) => On(matches, Always(result));

    /// <inheritdoc cref="On(Func{Command, bool}, ExecutionResult)"/>
    /// <param name="matches">Whether the answer is for a command.</param>
    /// <param name="answer">Works the answer out.</param>
    public CommandScript On(Func<Command, bool> matches, Func<ScriptedCommand, ExecutionResult> answer) => On(matches, AtOnce(answer));

    /// <inheritdoc cref="On(Func{Command, bool}, ExecutionResult)"/>
    /// <param name="matches">Whether the answer is for a command.</param>
    /// <param name="handler">Plays the command.</param>
    public CommandScript On(Func<Command, bool> matches, CommandHandler handler)
    {
        ArgumentNullException.ThrowIfNull(matches);
        ArgumentNullException.ThrowIfNull(handler);
        lock (_gate)
        {
            _rules.Add(new Rule(matches, handler));
        }

        return this;
    }

    /// <summary>Answers every command that no rule answers. A later call replaces an earlier one.</summary>
    /// <param name="result">The answer.</param>
    public CommandScript Otherwise(ExecutionResult result) => Otherwise(Always(result));

    /// <inheritdoc cref="Otherwise(ExecutionResult)"/>
    /// <param name="answer">Works the answer out.</param>
    public CommandScript Otherwise(Func<ScriptedCommand, ExecutionResult> answer) => Otherwise(AtOnce(answer));

    /// <inheritdoc cref="Otherwise(ExecutionResult)"/>
    /// <param name="handler">Plays the command.</param>
    public CommandScript Otherwise(CommandHandler handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        lock (_gate)
        {
            _otherwise = handler;
        }

        return this;
    }

    internal void Receive(ReceivedCommand command)
    {
        lock (_gate)
        {
            _received.Add(command);
        }
    }

    /// <summary>What plays a command.</summary>
    internal CommandHandler HandlerOf(Command command)
    {
        Rule[] rules;
        CommandHandler? otherwise;
        lock (_gate)
        {
            rules = [.. _rules];
            otherwise = _otherwise;
        }

        return Array.Find(rules, rule => rule.Matches(command)).Handler
            ?? otherwise ?? AtOnce(Unscripted);
    }

    private static ExecutionResult Unscripted(ScriptedCommand command)
    {
        // The program alone: arguments may hold secrets.
        var program = command.Arguments[0];
        return ExecutionResult.FailedToStart(
            $"The command '{program}' is not scripted. Add a rule to the CommandScript of the in-memory provider, such as "
            + $"On(\"{program}\", command => ExecutionResult.Exited(0, \"output\")), or answer what has no rule with Otherwise(…).");
    }

    private static CommandHandler Always(ExecutionResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return (_, _) => Task.FromResult(result);
    }

    private static CommandHandler AtOnce(Func<ScriptedCommand, ExecutionResult> answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return (command, _) => Task.FromResult(answer(command));
    }

    private readonly record struct Rule(Func<Command, bool> Matches, CommandHandler Handler);
}
