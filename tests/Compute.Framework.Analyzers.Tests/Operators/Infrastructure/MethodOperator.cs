namespace Compute.Framework.Analyzers.Tests;

/// <summary>An operator on each method of an operation.</summary>
internal abstract class MethodOperator : MutationOperator
{
    public sealed override IEnumerable<Mutant> Apply(ValidSource source) => source.Operations.Select(Spoil).OfType<Mutant>();

    /// <summary>Makes the mistake, or null where it cannot be made.</summary>
    protected abstract Mutant? Spoil(OperationMethod method);
}
