namespace Compute.Framework.Runtime;

/// <summary>Written by the compiler on a provider's class: its public manifest, for other assemblies to read from metadata.</summary>
/// <param name="name">The provider's name.</param>
/// <param name="displayName">The name to show to people.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ProviderManifestAttribute(string name, string displayName) : Attribute
{
    /// <summary>The provider's name.</summary>
    public string Name { get; } = name;

    /// <summary>The name to show to people.</summary>
    public string DisplayName { get; } = displayName;
}

/// <summary>Written by the compiler on a provider's class, once for each operation that the author wrote.</summary>
/// <param name="operation">The operation.</param>
/// <param name="options">The options that its method honors, such as <c>Image</c> or <c>Resources.MemoryBytes</c>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class ManifestOperationAttribute(SandboxOperation operation, params string[] options) : Attribute
{
    /// <summary>The operation.</summary>
    public SandboxOperation Operation { get; } = operation;

    /// <summary>The options that its method honors.</summary>
    public IReadOnlyList<string> Options { get; } = options;
}

/// <summary>Written by the compiler on an assembly, once for each public provider: how an application registers it.</summary>
/// <param name="providerType">The provider's class.</param>
/// <param name="registrationType">The static class with the registration method.</param>
/// <param name="registrationMethod">An extension method of <see cref="Microsoft.Extensions.DependencyInjection.ComputeBuilder"/>.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class ProviderExportAttribute(Type providerType, Type registrationType, string registrationMethod) : Attribute
{
    /// <summary>The provider's class.</summary>
    public Type ProviderType { get; } = providerType;

    /// <summary>The static class with the registration method.</summary>
    public Type RegistrationType { get; } = registrationType;

    /// <summary>The registration method's name.</summary>
    public string RegistrationMethod { get; } = registrationMethod;
}
