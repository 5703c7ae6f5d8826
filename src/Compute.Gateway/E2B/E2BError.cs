namespace Compute.Gateway.E2B;

/// <summary>An error that E2B's interface has a form of its own for.</summary>
/// <param name="status">The status, which is also the <c>code</c> in the body of a plain response.</param>
/// <param name="rpc">The code of the remote calls.</param>
/// <param name="message">What the caller reads.</param>
internal sealed class E2BError(int status, RpcCode rpc, string message) : Exception(message)
{
    public int Status => status;

    public RpcCode Rpc => rpc;

    public static E2BError Invalid(string message) => new(400, RpcCode.InvalidArgument, message);

    public static E2BError NotFound(string message) => new(404, RpcCode.NotFound, message);
}

/// <summary>The codes of the Connect protocol.</summary>
internal enum RpcCode
{
    Canceled,
    Unknown,
    InvalidArgument,
    DeadlineExceeded,
    NotFound,
    AlreadyExists,
    PermissionDenied,
    ResourceExhausted,
    FailedPrecondition,
    Aborted,
    Unimplemented,
    Internal,
    Unavailable,
    Unauthenticated,
}
