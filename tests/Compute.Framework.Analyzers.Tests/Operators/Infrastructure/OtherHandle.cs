using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>A handle that is none of the provider's.</summary>
internal static class OtherHandle
{
    /// <summary>Its name in the file of a place. A namespace without braces has no end before that of the file.</summary>
    public static string NameIn(SyntaxNode place) =>
        Unit(place).Members.OfType<FileScopedNamespaceDeclarationSyntax>().FirstOrDefault() is { } space ? $"global::{space.Name}.OtherHandle" : "global::OtherHandle";

    /// <summary>Declares it behind everything else.</summary>
    public static TextChange Declare(SyntaxNode place) => Edits.Insert(
        Unit(place).EndOfFileToken.SpanStart,
        "\npublic sealed record OtherHandle([property: global::Compute.Framework.Authoring.SandboxId] string Id);\n");

    private static CompilationUnitSyntax Unit(SyntaxNode place) => (CompilationUnitSyntax)place.SyntaxTree.GetRoot(TestContext.Current.CancellationToken);
}
