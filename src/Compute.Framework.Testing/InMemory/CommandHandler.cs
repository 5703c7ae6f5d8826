namespace Compute.Framework.Testing;

/// <summary>Plays a command: may read its input, write output bit by bit, change the sandbox's files and wait.</summary>
/// <param name="command">The command.</param>
/// <param name="cancellationToken">Fires when the command is cancelled, killed or timed out, or its sandbox is gone. Its result no longer
/// counts then.</param>
/// <returns>How it ended. Output in the result comes after what was written before. What is thrown reaches the caller of the
/// sandbox.</returns>
public delegate Task<ExecutionResult> CommandHandler(ScriptedCommand command, CancellationToken cancellationToken);
