namespace Compute.Framework.Testing;

/// <summary>What commands do in the sandboxes of <see cref="InMemoryProvider"/>, and which ones came.</summary>
/// <remarks>
/// The first rule that matches gives the result, in the order in which they were added; then <c>Otherwise</c>. A command without a rule
/// fails to start, with a reason that says how to script it. Code for <see cref="ISandbox.RunCodeAsync"/> comes as a command of two
/// arguments, the language's name and the code: <c>On("python", …)</c>. One script may serve several
/// providers; members may be called concurrently.
/// </remarks>
public sealed class CommandScript
{
    private readonly Lock _gate = new();
    private readonly List<Rule> _rules = [];
    private readonly List<ReceivedCommand> _received = [];
    private CommandHandler? _otherwise;

    /// <summary>The commands that came so far, in the order in which they were started, those without a rule included.</summary>
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
    /// <param name="result">The result.</param>
    public CommandScript On(string program, ExecutionResult result) => On(program, Always(result));

    /// <inheritdoc cref="On(string, ExecutionResult)"/>
    /// <param name="program">What the first argument must be, exactly.</param>
    /// <param name="run">Works the result out.</param>
    public CommandScript On(string program, Func<ScriptedCommand, ExecutionResult> run) => On(program, AtOnce(run));

    /// <inheritdoc cref="On(string, ExecutionResult)"/>
    /// <param name="program">What the first argument must be, exactly.</param>
    /// <param name="handler">Plays the command.</param>
    public CommandScript On(string program, CommandHandler handler)
    {
        ArgumentException.ThrowIfNullOrEmpty(program);
        return On(command => command.Arguments[0] == program, handler);
    }

    /// <summary>Answers the commands that fit: <c>On(command => command.Arguments is ["git", "push", ..], …)</c>.</summary>
    /// <param name="matches">Whether the rule is for a command.</param>
    /// <param name="result">The result.</param>
    public CommandScript On(Func<Command, bool> matches, ExecutionResult result) => On(matches, Always(result));

    /// <inheritdoc cref="On(Func{Command, bool}, ExecutionResult)"/>
    /// <param name="matches">Whether the rule is for a command.</param>
    /// <param name="run">Works the result out.</param>
    public CommandScript On(Func<Command, bool> matches, Func<ScriptedCommand, ExecutionResult> run) => On(matches, AtOnce(run));

    /// <inheritdoc cref="On(Func{Command, bool}, ExecutionResult)"/>
    /// <param name="matches">Whether the rule is for a command.</param>
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

    /// <summary>Gives the result of every command that no rule matches. A later call replaces an earlier one.</summary>
    /// <param name="result">The result.</param>
    public CommandScript Otherwise(ExecutionResult result) => Otherwise(Always(result));

    /// <inheritdoc cref="Otherwise(ExecutionResult)"/>
    /// <param name="run">Works the result out.</param>
    public CommandScript Otherwise(Func<ScriptedCommand, ExecutionResult> run) => Otherwise(AtOnce(run));

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
            + $"On(\"{program}\", command => ExecutionResult.Exited(0, \"output\")), or use Otherwise(…) for what no rule matches.");
    }

    private static CommandHandler Always(ExecutionResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return (_, _) => Task.FromResult(result);
    }

    private static CommandHandler AtOnce(Func<ScriptedCommand, ExecutionResult> run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return (command, _) => Task.FromResult(run(command));
    }

    private readonly record struct Rule(Func<Command, bool> Matches, CommandHandler Handler);
}
