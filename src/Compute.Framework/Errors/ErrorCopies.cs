using Compute.Framework.Runtime;

namespace Compute.Framework;

/// <summary>Errors that several callers get: each has a stack trace of its own.</summary>
internal static class ErrorCopies
{
    /// <summary>The error for one more caller to throw. What a caller's own code threw is thrown here, as it is.</summary>
    public static Exception ForAnother(Exception error)
    {
        switch (error)
        {
            case CallerFault fault:
                fault.Thrown.Throw();
                return fault;
            case ComputeException known:
                return known.Copy();
            case ObjectDisposedException disposed:
                return new ObjectDisposedException(disposed.ObjectName);
            default:
                return error;
        }
    }
}
