namespace Compute.Framework.Testing.Tests.Mutants;

/// <summary>A sandbox that says another id.</summary>
internal sealed class Renamed(ISandbox inner, string id) : DelegatingSandbox(inner)
{
    public override string Id => id;
}
