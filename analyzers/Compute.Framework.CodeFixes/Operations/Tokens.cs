using Compute.Framework.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.CodeFixes;

/// <summary>Questions about cancellation tokens.</summary>
internal static class Tokens
{
    public static bool Is(ITypeSymbol? type) => Symbols.Is(type, "System.Threading", "CancellationToken");

    /// <summary>The token that a method takes, or null.</summary>
    public static IParameterSymbol? In(IMethodSymbol method) => method.Parameters.FirstOrDefault(parameter => Is(parameter.Type));

    /// <summary>The token of the method around a node, or null.</summary>
    public static IParameterSymbol? InScope(SyntaxNode node, SemanticModel model, CancellationToken cancellationToken) =>
        model.GetEnclosingSymbol(node.SpanStart, cancellationToken) is IMethodSymbol method ? In(method) : null;

    /// <summary>The calls in a method that could be given a token and are not.</summary>
    public static IEnumerable<InvocationExpressionSyntax> CallsThatCanTakeOne(
        MethodDeclarationSyntax method, SemanticModel model, CancellationToken cancellationToken) =>
        method.DescendantNodes().OfType<InvocationExpressionSyntax>().Where(call =>
            model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol target
            && (
                None(call.ArgumentList) is not null || (
                    In(target) is { } token ? !IsGiven(call.ArgumentList, token) : HasOverload(target, call.SpanStart, model))));

    /// <summary>Adds a token to the arguments of a call, or puts it where none is given on purpose.</summary>
    /// <param name="arguments">The arguments, changed already inside.</param>
    /// <param name="original">The arguments as they were.</param>
    /// <param name="token">The token.</param>
    /// <param name="compilation">The project.</param>
    public static ArgumentListSyntax Pass(ArgumentListSyntax arguments, ArgumentListSyntax original, string token, Compilation compilation)
    {
        var value = SyntaxFactory.ParseExpression(token);
        if (None(original) is { } none)
        {
            var place = arguments.Arguments[original.Arguments.IndexOf(none)];
            return arguments.ReplaceNode(place.Expression, value.WithTriviaFrom(place.Expression));
        }

        var argument = SyntaxFactory.Argument(value);
        var method = original.Parent is null
            ? null
            : compilation.GetSemanticModel(original.SyntaxTree).GetSymbolInfo(original.Parent).Symbol as IMethodSymbol;
        var isPositional = method is null || In(method) is not { } parameter || parameter.Ordinal == original.Arguments.Count;
        return arguments.AddArguments(isPositional ? argument : argument.WithNameColon(SyntaxFactory.NameColon(In(method!)!.Name)).Tidy());
    }

    /// <summary>The argument <c>CancellationToken.None</c>, or null.</summary>
    private static ArgumentSyntax? None(ArgumentListSyntax arguments) => arguments.Arguments.FirstOrDefault(argument =>
        argument.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "None", Expression: var type } && type.ToString()
            .EndsWith("CancellationToken", StringComparison.Ordinal));

    private static bool IsGiven(ArgumentListSyntax arguments, IParameterSymbol token) =>
        arguments.Arguments.Any(argument => argument.NameColon?.Name.Identifier.ValueText == token.Name)
        || (arguments.Arguments.Count > token.Ordinal && arguments.Arguments[token.Ordinal].NameColon is null);

    /// <summary>Whether there is a method that differs only by a token at its end.</summary>
    private static bool HasOverload(IMethodSymbol method, int position, SemanticModel model)
    {
        if (method.MethodKind is not (MethodKind.Ordinary or MethodKind.ReducedExtension))
        {
            return false;
        }

        var wanted = Texts((method.ReducedFrom ?? method).OriginalDefinition.Parameters);
        return method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>().Any(other =>
            other.Arity == method.Arity
            && other.Parameters.Length == wanted.Count + 1
            && Is(other.Parameters[wanted.Count].Type)
            && Texts(other.OriginalDefinition.Parameters).Take(wanted.Count).SequenceEqual(wanted)
            && model.IsAccessible(position, other));
    }

    private static List<string> Texts(IEnumerable<IParameterSymbol> parameters) =>
        [.. parameters.Select(parameter => parameter.Type.ToDisplayString())];
}
