namespace Compute.Framework.Generators.Models;

/// <summary>What is wrong with an author's code, as data: the analyzers report it, the generator decides by it what to write.</summary>
/// <param name="Id">The rule, such as <c>CFW1003</c>.</param>
/// <param name="Member">The member that it is about; the type's own name when it is about the type.</param>
/// <param name="Message">What is wrong and what to write instead.</param>
/// <param name="Parameter">The parameter of the member that it is about, or null.</param>
/// <param name="Target">The documentation id of the member, which distinguishes overloads.</param>
/// <param name="Proposal">The text to write instead (a name, a type, a parameter), for a code fix; or null.</param>
internal sealed record Problem(
    string Id, string Member, string Message, string? Parameter = null, string? Target = null, string? Proposal = null)
{
    /// <summary>Whether nothing can be written for the type.</summary>
    public bool IsFatal => Id.StartsWith("CFW0", StringComparison.Ordinal);
}
