namespace Compute.Framework;

/// <content>Conversion of an error to and from plain values.</content>
public partial class ComputeException
{
    private string? _code;
    private bool _isTransient;
    private TimeSpan? _retryAfter;
    private string? _remediation;

    /// <summary>Returns the content of this error as plain values, which
    /// <see cref="ComputeErrorInfo.ToException"/> converts back to an error.</summary>
    /// <remarks>An error whose type is not part of the contract loses its type: it becomes a
    /// <see cref="ComputeException"/> with the same <see cref="Code"/>.</remarks>
    public ComputeErrorInfo ToErrorInfo() => ErrorForms.AddOwn(
        new ComputeErrorInfo
        {
            Code = Code,
            Message = _text,
            ProviderName = ProviderName,
            SandboxId = SandboxId,
            Operation = Operation,
            IsTransient = IsTransient,
            RetryAfter = RetryAfter,
            Remediation = Remediation,
        },
        this);

    /// <summary>Restores the values of an error of another process.</summary>
    internal void Restore(ComputeErrorInfo info)
    {
        _text = info.Message;
        _code = info.Code;
        _isTransient = info.IsTransient;
        _retryAfter = info.RetryAfter;
        _remediation = info.Remediation;
        (ProviderName, SandboxId, Operation) = (info.ProviderName, info.SandboxId, info.Operation);
    }
}
