namespace Compute.Framework.Serialization;

/// <summary>Errors as JSON.</summary>
internal static class ErrorForm
{
    public static readonly RecordConverter<ComputeErrorInfo> Error = new PlainConverter<ComputeErrorInfo>(
        static from => new()
        {
            Code = from.Text("code"),
            Message = from.Name("message"),
            ProviderName = from.TextOrNull("providerName"),
            SandboxId = from.NameOrNull("sandboxId"),
            Operation = from.TextOrNull("operation"),
            IsTransient = from.Flag("isTransient") ?? false,
            IsOutcomeUnknown = from.Flag("isOutcomeUnknown") ?? false,
            RetryAfter = from.Time("retryAfter"),
            Remediation = from.NameOrNull("remediation"),
            Path = from.NameOrNull("path"),
            Option = from.NameOrNull("option"),
            Capability = from.NameOrNull("capability"),
            Resource = from.NameOrNull("resource"),
            Kind = from.NameOrNull("kind"),
            ResourceId = from.NameOrNull("resourceId"),
            Port = from.Int("port"),
            Sequence = from.Long("sequence"),
            Result = CommandForms.Result.From(from, "result"),
        },
        static (to, value) =>
        {
            to.Text("code", value.Code);
            to.Name("message", value.Message, isMessage: true);
            to.Text("providerName", value.ProviderName);
            to.Name("sandboxId", value.SandboxId, isMessage: true);
            to.Text("operation", value.Operation);
            to.Flag("isTransient", value.IsTransient);
            to.Flag("isOutcomeUnknown", value.IsOutcomeUnknown);
            to.Time("retryAfter", value.RetryAfter);
            to.Name("remediation", value.Remediation, isMessage: true);
            to.Name("path", value.Path, isMessage: true);
            to.Name("option", value.Option, isMessage: true);
            to.Name("capability", value.Capability, isMessage: true);
            to.Name("resource", value.Resource, isMessage: true);
            to.Name("kind", value.Kind, isMessage: true);
            to.Name("resourceId", value.ResourceId, isMessage: true);
            to.Long("port", value.Port);
            to.Long("sequence", value.Sequence);
            CommandForms.Result.WriteTo(to, "result", value.Result);
        });
}
