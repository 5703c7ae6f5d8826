using System.Runtime.ExceptionServices;

namespace Compute.Framework.Runtime;

/// <summary>On the way through the runtime: an exception that is to reach the caller as it is, because the caller's own code threw it,
/// or one of the framework's checks of what the caller gave.</summary>
/// <remarks>Without this mark an <see cref="ArgumentException"/> or <see cref="ObjectDisposedException"/> is the author's, which is a
/// fault of the provider.</remarks>
internal sealed class CallerFault(ExceptionDispatchInfo thrown, string outcome = CallerFault.OwnCode)
    : Exception(thrown.SourceException.Message, thrown.SourceException)
{
    private const string OwnCode = "caller-fault";

    /// <summary>What was thrown, with its stack trace.</summary>
    public ExceptionDispatchInfo Thrown { get; } = thrown;

    /// <summary>The operation's outcome in metrics and logs.</summary>
    public string Outcome { get; } = outcome;

    /// <summary>Runs a check of what the caller gave. Only the framework's own code may run in it.</summary>
    /// <exception cref="CallerFault">The check threw an <see cref="ArgumentException"/>.</exception>
    public static void Check<TState>(TState state, Action<TState> check)
    {
        try
        {
            check(state);
        }
        catch (ArgumentException exception)
        {
            throw new CallerFault(ExceptionDispatchInfo.Capture(exception), "invalid-argument");
        }
    }

    /// <summary>A caller's callback on its way through the runtime.</summary>
    /// <returns>A callback that throws <see cref="CallerFault"/> where the caller's own throws.</returns>
    public static Func<OutputChunk, CancellationToken, ValueTask> Guard(Func<OutputChunk, CancellationToken, ValueTask> callback) =>
        async (chunk, cancellationToken) =>
        {
            try
            {
                await callback(chunk, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (!(exception is OperationCanceledException && cancellationToken.IsCancellationRequested))
            {
                throw new CallerFault(ExceptionDispatchInfo.Capture(exception));
            }
        };

    /// <summary>The caller used what was disposed.</summary>
    public static CallerFault Disposed(string objectName) =>
        new(ExceptionDispatchInfo.Capture(new ObjectDisposedException(objectName)), "disposed");
}
