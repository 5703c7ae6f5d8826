namespace Compute.Framework.Emulation;

/// <summary>Runs a command in one sandbox; the provider's own method, which honors only some of the options.</summary>
internal delegate ValueTask<ExecutionResult> CommandRunner(Command command, CancellationToken cancellationToken);
