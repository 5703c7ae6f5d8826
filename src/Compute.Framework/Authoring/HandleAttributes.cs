namespace Compute.Framework.Authoring;

/// <summary>The <see cref="string"/> property of a handle that is the sandbox's id. Exactly one.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class SandboxIdAttribute : Attribute;

/// <summary>The <see cref="DateTimeOffset"/> (or nullable) property of a handle that is the time of creation.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class CreatedAtAttribute : Attribute;

/// <summary>The <see cref="SandboxStatus"/> property of a handle that is the sandbox's state.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class StatusAttribute : Attribute;

/// <summary>The property of a handle that has all labels, those of the framework included.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class LabelsAttribute : Attribute;

/// <summary>The <see cref="DateTimeOffset"/> (or nullable) property of a handle that is the time at which the sandbox ends by
/// itself.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class ExpiresAtAttribute : Attribute;

/// <summary>The <see cref="string"/> (or nullable) property of a handle that is the sandbox's name.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class SandboxNameAttribute : Attribute;
