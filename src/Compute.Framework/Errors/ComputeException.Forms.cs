namespace Compute.Framework;

/// <content>An error as plain values, and again as an error.</content>
public partial class ComputeException
{
    private string? _code;
    private bool _isTransient;
    private TimeSpan? _retryAfter;
    private string? _remediation;

    /// <summary>What this error says, as plain values; <see cref="ComputeErrorInfo.ToException"/> makes it an error again.</summary>
    /// <remarks>The type of an error that is not part of the contract is lost: it becomes a <see cref="ComputeException"/> with the
    /// same <see cref="Code"/>.</remarks>
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

    /// <summary>Takes over what another process said of the error.</summary>
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
