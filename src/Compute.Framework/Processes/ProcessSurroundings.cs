using Microsoft.Extensions.Logging;

namespace Compute.Framework.Runtime;

/// <summary>What surrounds a running process.</summary>
/// <param name="Time">The clock.</param>
/// <param name="IsSandboxGone">Whether the sandbox was destroyed meanwhile.</param>
/// <param name="MapErrorAsync">Gives an error its provider, sandbox and operation.</param>
/// <param name="Logger">The log.</param>
internal sealed record ProcessSurroundings(
    TimeProvider Time,
    Func<ValueTask<bool>> IsSandboxGone,
    Func<Exception, CancellationToken, ValueTask<Exception>> MapErrorAsync,
    ILogger Logger);
