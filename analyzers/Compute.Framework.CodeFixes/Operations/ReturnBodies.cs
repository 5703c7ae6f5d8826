using Compute.Framework.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.CodeFixes;

/// <summary>The forms that a method can take with another return type, the simplest first. Which of them compiles depends on the
/// body.</summary>
internal static class ReturnBodies
{
    private const string Value = Written.Placeholder;

    public static IEnumerable<MethodDeclarationSyntax> For(
        MethodDeclarationSyntax method, IMethodSymbol symbol, string type, SemanticModel model)
    {
        var typed = Typed(method, type, model.Compilation);
        yield return typed;

        var value = type.StartsWith("Task<", StringComparison.Ordinal) ? type.Substring(5, type.Length - 6) : null;
        var isExitCode = ResultParser.Innermost(symbol.ReturnType)?.SpecialType == SpecialType.System_Int32
            || symbol.ReturnType.SpecialType == SpecialType.System_Int32;
        if (symbol.IsAsync)
        {
            if (isExitCode)
            {
                yield return WithReturned(typed, $"ExecutionResult.Exited({Value})", model.Compilation);
            }
        }
        else if (value is not null)
        {
            yield return WithReturned(typed.With(SyntaxKind.AsyncKeyword), $"await {Value}", model.Compilation);
            yield return WithReturned(typed, $"Task.FromResult({Value})", model.Compilation);
            yield return WithReturned(typed, $"Task.FromResult<{value}>({Value})", model.Compilation);
            if (isExitCode)
            {
                yield return WithReturned(typed, $"Task.FromResult(ExecutionResult.Exited({Value}))", model.Compilation);
            }
        }
        else if (Ended(typed, "return Task.CompletedTask;", model.Compilation) is { } ended)
        {
            yield return ended;
        }

        // A method that gives nothing cannot know what it should give.
        if (value is not null
            && (symbol.ReturnsVoid || Symbols.Is(symbol.ReturnType, "System.Threading.Tasks", "Task"))
            && Ended(typed, "throw new NotImplementedException();", model.Compilation) is { } open)
        {
            yield return open;
        }
    }

    private static MethodDeclarationSyntax Typed(MethodDeclarationSyntax method, string type, Compilation compilation) =>
        method.WithReturnType(Written.Type(type, compilation).WithTriviaFrom(method.ReturnType));

    private static MethodDeclarationSyntax WithReturned(MethodDeclarationSyntax method, string template, Compilation compilation)
    {
        var values = method.ExpressionBody is { } body
            ? [body.Expression]
            : ReturnsOf(method).Select(statement => statement.Expression).OfType<ExpressionSyntax>();
        return method.ReplaceNodes(
            values.Where(value => value is not ThrowExpressionSyntax),
            (value, _) => Written.Expression(template, compilation, value).WithTriviaFrom(value));
    }

    /// <summary>The method as a block with one more statement at its end and at each <c>return;</c>; null when it returns values.</summary>
    private static MethodDeclarationSyntax? Ended(MethodDeclarationSyntax method, string statement, Compilation compilation)
    {
        var end = Statement(statement, compilation);
        if (method.ExpressionBody is { Expression: not ThrowExpressionSyntax } body)
        {
            return method
                .WithExpressionBody(null)
                .WithSemicolonToken(default)
                .WithBody(
                    SyntaxFactory.Block(
                        SyntaxFactory.ExpressionStatement(body.Expression.WithoutTrivia()),
                        end).WithTrailingTrivia(method.GetTrailingTrivia()).Tidy());
        }

        var returns = ReturnsOf(method).ToList();
        if (method.Body is null || returns.Any(found => found.Expression is not null))
        {
            return null;
        }

        method = method.ReplaceNodes(returns, (found, _) => end.WithTriviaFrom(found));
        return method.WithBody(method.Body!.AddStatements(end));
    }

    private static StatementSyntax Statement(string text, Compilation compilation)
    {
        var parsed = SyntaxFactory.ParseStatement(text);
        return parsed switch
        {
            ReturnStatementSyntax found =>
                found.WithExpression(
                    Written.Expression(found.Expression!.ToString(), compilation).WithLeadingTrivia(SyntaxFactory.Space)).Tidy(),
            ThrowStatementSyntax found =>
                found.WithExpression(
                    Written.Expression(found.Expression!.ToString(), compilation).WithLeadingTrivia(SyntaxFactory.Space)).Tidy(),
            _ => parsed.Tidy(),
        };
    }

    private static IEnumerable<ReturnStatementSyntax> ReturnsOf(MethodDeclarationSyntax method) =>
        method.Body?.DescendantNodes(
            node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)).OfType<ReturnStatementSyntax>()
            ?? [];
}
