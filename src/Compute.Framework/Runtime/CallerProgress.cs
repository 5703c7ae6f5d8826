using System.Runtime.ExceptionServices;

namespace Compute.Framework.Runtime;

/// <summary>A caller's progress on its way to an author's method: what it throws is not the author's fault.</summary>
internal sealed class CallerProgress<T>(IProgress<T> progress) : IProgress<T>
{
    private ExceptionDispatchInfo? _failure;

    public void Report(T value)
    {
        try
        {
            progress.Report(value);
        }
        catch (Exception exception)
        {
            Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(exception), null);
            throw;
        }
    }

    /// <exception cref="CallerFault">The caller's progress threw.</exception>
    public void ThrowIfFailed()
    {
        if (Volatile.Read(ref _failure) is { } failure)
        {
            throw new CallerFault(failure);
        }
    }
}
