namespace Compute.Framework.Authoring;

/// <summary>Names the options that a method honors when it takes them as a whole
/// (<see cref="Command"/>, <see cref="CreateSandboxOptions"/>, <see cref="SandboxResources"/>).</summary>
/// <param name="options">The property names, best with <see langword="nameof"/>.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class HonorsAttribute(params string[] options) : Attribute
{
    /// <summary>The property names.</summary>
    public IReadOnlyList<string> Options { get; } = options;
}
