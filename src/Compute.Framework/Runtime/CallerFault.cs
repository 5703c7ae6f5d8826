using System.Runtime.ExceptionServices;

namespace Compute.Framework.Runtime;

/// <summary>On the way through the runtime: what the caller's own code threw, which is to reach the caller as it is.</summary>
internal sealed class CallerFault(ExceptionDispatchInfo thrown) : Exception(thrown.SourceException.Message, thrown.SourceException)
{
    /// <summary>What the caller's code threw, with its stack trace.</summary>
    public ExceptionDispatchInfo Thrown { get; } = thrown;
}
