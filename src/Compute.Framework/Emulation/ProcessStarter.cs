namespace Compute.Framework.Emulation;

/// <summary>Starts a process in one sandbox; the provider's own method.</summary>
internal delegate ValueTask<ProcessChannel> ProcessStarter(Command command, CancellationToken cancellationToken);
