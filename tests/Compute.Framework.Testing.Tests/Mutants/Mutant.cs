namespace Compute.Framework.Testing.Tests.Mutants;

/// <summary>A row of the table: a mutation, the case that finds it, and the further ones that must find it too.</summary>
/// <param name="Name">What is broken.</param>
/// <param name="CaseId">The case that is there to find it.</param>
/// <param name="Mutation">How it is broken.</param>
/// <param name="Base">What is broken.</param>
/// <param name="Settings">What the suite is told about it.</param>
public sealed record Mutant(string Name, string CaseId, Mutation Mutation, MutantBase Base = MutantBase.Local, ComplianceSettings? Settings = null)
{
    /// <summary>Further cases that fail too, because they cannot but use what is broken.</summary>
    public IReadOnlyList<string> Also => FurtherFailures.Of(CaseId);

    public override string ToString() => $"{CaseId}: {Name}";
}

/// <summary>The working providers that mutants break.</summary>
public enum MutantBase
{
    Local,
    InMemory,

    /// <summary>See <see cref="Reference.ReferenceProvider"/>; over plain processes.</summary>
    Reference,

    /// <summary>The same over Linux namespaces, for what needs mounts or networks.</summary>
    ReferenceInNamespaces,
}
