using Compute.Framework.Runtime;

namespace Compute.Framework;

/// <summary>Copies of an error for several callers, each with its own stack trace.</summary>
internal static class ErrorCopies
{
    /// <summary>Returns the error for another caller to throw. An exception of a caller's own code is thrown here unchanged.</summary>
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
