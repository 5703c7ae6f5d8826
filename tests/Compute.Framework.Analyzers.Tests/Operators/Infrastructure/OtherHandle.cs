using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>A handle that is none of the provider's.</summary>
internal static class OtherHandle
{
    /// <summary>Its name. A namespace without braces has no end before that of the file.</summary>
    public static string NameIn(ValidSource source) =>
        source.Root.Members.OfType<FileScopedNamespaceDeclarationSyntax>().FirstOrDefault() is { } space ? $"global::{space.Name}.OtherHandle" : "global::OtherHandle";

    /// <summary>Declares it behind everything else.</summary>
    public static TextChange Declare(ValidSource source) => Edits.Insert(
        source.Root.EndOfFileToken.SpanStart,
        "\npublic sealed record OtherHandle([property: global::Compute.Framework.SandboxId] string Id);\n");
}
