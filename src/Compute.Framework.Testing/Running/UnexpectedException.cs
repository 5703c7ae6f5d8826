namespace Compute.Framework.Testing;

/// <summary>The failure of a case in which the provider throws where the case needs the operation to work.</summary>
internal static class UnexpectedException
{
    public static ComplianceFailedException Explain(string caseId, Exception exception)
    {
        var operation = (exception as ComputeException)?.Operation;
        return new ComplianceFailedException(
            operation is null
                ? $"{caseId}: the calls of the case succeed"
                : $"{caseId}: {operation} succeeds with the values that the case passes",
            $"{exception.GetType().Name}: {exception.Message}",
            $"{Law.Capabilities} {Remedy(exception)}",
            exception);
    }

    /// <summary>Whether a refusal is of an option whose values the provider declares to be limited: what the case passes lies
    /// outside.</summary>
    public static bool IsDeclared(UnsupportedOptionException refused, CapabilityManifest capabilities) =>
        Enum.TryParse<SandboxOperation>(refused.Operation, out var operation) && capabilities[operation].Limits.ContainsKey(refused.Option);

    /// <summary>Why a case does not apply; what it would have shown stays unproven.</summary>
    public static string OutsideLimits(UnsupportedOptionException refused) =>
        $"The case passes a value that lies outside the limits which the provider declares: {refused.Message}";

    private static string Remedy(Exception exception) => exception switch
    {
        NotImplementedException or ProviderFaultException { InnerException: NotImplementedException } =>
            "The method only throws: write it, or remove its attribute, so that the operation is not declared.",
        UnsupportedCapabilityException or UnsupportedOptionException =>
            "The provider refuses what its signatures declare: remove the declaration, or narrow it with ICapabilityRefiner.",
        ArgumentException =>
            "Where the back end accepts only some values, declare them with [AtLeast], [AtMost] or [Pattern] on the parameter.",
        ComputeException { IsTransient: true } =>
            "The error is transient: repeat the request in the provider, or make the back end of the test reliable.",
        _ => "Where the back end cannot do it, do not declare it; where the case cannot apply, say why in " +
            "ComplianceSettings.NotApplicable.",
    };
}
