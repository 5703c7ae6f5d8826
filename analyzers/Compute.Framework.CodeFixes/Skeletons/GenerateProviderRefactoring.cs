using System.Composition;
using Compute.Framework.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.CodeFixes;

/// <summary>Generates settings, handle and the lifecycle's methods for an empty class with <c>[Provider]</c>.</summary>
[ExportCodeRefactoringProvider(LanguageNames.CSharp, Name = nameof(GenerateProviderRefactoring)), Shared]
public sealed class GenerateProviderRefactoring : CodeRefactoringProvider
{
    /// <inheritdoc/>
    public override async Task ComputeRefactoringsAsync(CodeRefactoringContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span).FirstAncestorOrSelf<ClassDeclarationSyntax>() is not { ParameterList: null,
            BaseList: null } declaration
            || !declaration.Modifiers.Any(SyntaxKind.PartialKeyword)
            || model?.GetDeclaredSymbol(
                declaration, context.CancellationToken) is not { IsGenericType: false, IsStatic: false, IsAbstract: false } provider
            || !Symbols.Has(provider, "Provider")
            || !ProviderSkeleton.IsEmpty(provider))
        {
            return;
        }

        context.RegisterRefactoring(CodeAction.Create(
            $"Generate the skeleton of the provider '{provider.Name}'",
            _ => Task.FromResult(ProviderSkeleton.AddAll(context.Document.Project.Solution, declaration, provider, model.Compilation)),
            nameof(GenerateProviderRefactoring)));
    }
}
