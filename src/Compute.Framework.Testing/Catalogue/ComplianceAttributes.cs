namespace Compute.Framework.Testing;

/// <summary>Makes a partial class of a test project the compliance tests of a provider: the compiler writes one test a case.</summary>
/// <param name="providerType">The provider's class.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ComplianceTestsAttribute(Type providerType) : Attribute
{
    /// <summary>The provider's class.</summary>
    public Type ProviderType { get; } = providerType;
}

/// <summary>Makes a method <c>public static Task Name(ComplianceContext context)</c> a compliance case.</summary>
/// <param name="id">The case's id, <c>group/kebab-name</c>; never changed once published.</param>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class ComplianceCaseAttribute(string id) : Attribute
{
    /// <summary>The case's id.</summary>
    public string Id { get; } = id;

    /// <summary>Whether the case runs while no other test does: it measures, or it uses up or breaks what all cases share.</summary>
    public bool Alone { get; init; }
}

/// <summary>Declares what a case shows inside a sandbox: that an operation works, or that one of its options is honored.</summary>
/// <param name="operation">The operation.</param>
/// <param name="option">The option's name, as in <see cref="OperationCapability.Options"/>; null for the operation itself.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class ProvesAttribute(SandboxOperation operation, string? option = null) : Attribute
{
    /// <summary>The operation.</summary>
    public SandboxOperation Operation { get; } = operation;

    /// <summary>The option's name; null for the operation itself.</summary>
    public string? Option { get; } = option;
}
