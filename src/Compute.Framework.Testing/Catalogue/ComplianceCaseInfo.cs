using Compute.Framework.Authoring;

namespace Compute.Framework.Testing;

/// <summary>One case of the catalogue.</summary>
/// <param name="Id">The case's id, <c>group/kebab-name</c>.</param>
/// <param name="Run">The case.</param>
/// <param name="Proves">The operations and options that it shows inside a sandbox.</param>
public sealed record ComplianceCaseInfo(string Id, Func<ComplianceContext, Task> Run, IReadOnlyList<OptionCell> Proves)
{
    /// <summary>The operations and options that it shows inside a sandbox.</summary>
    public IReadOnlyList<OptionCell> Proves { get; init => field = ContentEquality.ListOf(value); } = ContentEquality.ListOf(Proves);

    /// <summary>The part of <see cref="Id"/> before the slash.</summary>
    public string Group => Id[..Id.IndexOf('/', StringComparison.Ordinal)];
}

/// <summary>An operation, or an option of one.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Option">The option's name, such as <c>Resources.MemoryBytes</c>; null for the operation itself.</param>
public readonly record struct OptionCell(SandboxOperation Operation, string? Option = null)
{
    /// <summary><c>Operation.Option</c>, or <c>Operation</c>.</summary>
    public override string ToString() => Option is null ? Operation.ToString() : $"{Operation}.{Option}";
}
