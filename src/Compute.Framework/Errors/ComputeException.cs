using System.Text;

namespace Compute.Framework;

/// <summary>Base class of all errors that a provider or the framework reports.</summary>
/// <remarks>The author supplies the details; generated code adds provider, sandbox and operation.</remarks>
public partial class ComputeException : Exception
{
    private string _text;

    /// <summary>Creates an error.</summary>
    /// <param name="message">The description of the error. Must not contain secrets.</param>
    /// <param name="innerException">The cause, or null.</param>
    public ComputeException(string message, Exception? innerException = null)
        : base(message, innerException) => _text = message;

    /// <summary>A stable, machine-readable code such as <c>sandbox-not-found</c>.</summary>
    public virtual string Code => _code ?? "compute-error";

    /// <summary>The provider's name, or null if no provider was involved.</summary>
    public string? ProviderName { get; private set; }

    /// <summary>The sandbox's id, or null if no sandbox was involved.</summary>
    public string? SandboxId { get; private set; }

    /// <summary>The operation, such as <c>RunCommand</c>, or null.</summary>
    public string? Operation { get; private set; }

    /// <summary>Whether the same call may succeed later without changes.</summary>
    public bool IsTransient { get => _isTransient; init => _isTransient = value; }

    /// <summary>How long to wait before a retry, or null if the back end did not specify it.</summary>
    public TimeSpan? RetryAfter { get => _retryAfter; init => _retryAfter = value; }

    /// <summary>How to resolve the error, or null.</summary>
    public string? Remediation { get => _remediation; init => _remediation = value; }

    /// <summary>The description of the error with provider, sandbox, operation and remedy, if they are known.</summary>
    public override string Message
    {
        get
        {
            if (ProviderName is null && SandboxId is null && Operation is null && Remediation is null)
            {
                return _text;
            }

            var text = new StringBuilder(_text);
            var separator = " (";
            Append("provider", ProviderName);
            Append("sandbox", SandboxId);
            Append("operation", Operation);
            if (separator != " (")
            {
                text.Append(')');
            }

            return Remediation is null ? text.ToString() : text.Append(' ').Append(Remediation).ToString();

            void Append(string name, string? value)
            {
                if (value is not null)
                {
                    text.Append(separator).Append(name).Append(" '").Append(value).Append('\'');
                    separator = ", ";
                }
            }
        }
    }

    /// <summary>Returns the same error for another caller, with its own stack trace and context.</summary>
    internal ComputeException Copy() => (ComputeException)MemberwiseClone();

    /// <summary>Adds values that are not set yet; existing values are kept.</summary>
    internal void AddContext(string providerName, string? sandboxId, string? operation)
    {
        ProviderName ??= providerName;
        SandboxId ??= sandboxId;
        Operation ??= operation;
    }
}
