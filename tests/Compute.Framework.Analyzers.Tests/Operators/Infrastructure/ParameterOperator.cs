namespace Compute.Framework.Analyzers.Tests;

/// <summary>An operator on each parameter of each operation.</summary>
internal abstract class ParameterOperator : MutationOperator
{
    public sealed override IEnumerable<Mutant> Apply(ValidSource source) => source.Operations.SelectMany(method => method.Parameters).Select(Spoil).OfType<Mutant>();

    /// <summary>Makes the mistake, or null where it cannot be made.</summary>
    protected abstract Mutant? Spoil(OperationParameter parameter);
}
