using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Compute.Framework.Generators.Parsing;

/// <summary>Adds problems with the place that an analyzer reports them at.</summary>
internal static class ProblemListExtensions
{
    /// <summary>Adds a problem of a type or member. What is wrong with a constructed type is wrong where its definition is
    /// written.</summary>
    public static void Add(
        this List<Problem> problems, string id, ISymbol target, string message, string? parameter = null, string? proposal = null) =>
        problems.Add(new Problem(
            id,
            target is IMethodSymbol { MethodKind: MethodKind.Constructor } ? target.ContainingType.Name : target.Name,
            message,
            parameter,
            target.OriginalDefinition.GetDocumentationCommentId(),
            proposal));
}
