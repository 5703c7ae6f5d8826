namespace Compute.Framework.Testing;

/// <summary>One case of the catalogue.</summary>
/// <param name="Id">The case's id, <c>group/kebab-name</c>.</param>
/// <param name="Run">The case.</param>
/// <param name="Proves">The options that it shows inside a sandbox.</param>
public sealed record ComplianceCaseInfo(string Id, Func<ComplianceContext, Task> Run, IReadOnlyList<OptionCell> Proves)
{
    /// <summary>The part of <see cref="Id"/> before the slash.</summary>
    public string Group => Id[..Id.IndexOf('/', StringComparison.Ordinal)];
}

/// <summary>An option of an operation.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Option">The option's name, such as <c>Resources.MemoryBytes</c>.</param>
public readonly record struct OptionCell(SandboxOperation Operation, string Option)
{
    /// <summary><c>Operation.Option</c>.</summary>
    public override string ToString() => $"{Operation}.{Option}";
}
