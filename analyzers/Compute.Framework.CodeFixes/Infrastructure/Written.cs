using System.Text.RegularExpressions;
using Compute.Framework.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.CodeFixes;

/// <summary>Pieces of source that mean the same whatever is imported: names are written in full, and shortened where they can be.</summary>
internal static class Written
{
    /// <summary>Where the author's own expression goes, whose names are left alone.</summary>
    public const string Placeholder = "__value";

    private static readonly Dictionary<string, string> s_namespaces = new(StringComparer.Ordinal)
    {
        ["CancellationToken"] = "System.Threading",
        ["DateTimeOffset"] = "System",
        ["IAsyncEnumerable"] = "System.Collections.Generic",
        ["IReadOnlyDictionary"] = "System.Collections.Generic",
        ["IReadOnlyList"] = "System.Collections.Generic",
        ["IReadOnlyCollection"] = "System.Collections.Generic",
        ["NotImplementedException"] = "System",
        ["Stream"] = "System.IO",
        ["Task"] = "System.Threading.Tasks",
        ["TimeSpan"] = "System",
        ["Uri"] = "System",
        ["ValueTask"] = "System.Threading.Tasks",
    };

    /// <summary>A type, such as <c>Task&lt;ExecutionResult&gt;</c>. Names that the list above does not know are the contract's or in
    /// scope.</summary>
    public static TypeSyntax Type(string text, Compilation compilation) => Qualify(SyntaxFactory.ParseTypeName(text), compilation).Tidy();

    /// <summary>A text with a type's plain name replaced by the one that means it everywhere: a handle may be declared anywhere.</summary>
    public static string WithFullName(string text, ITypeSymbol? type) =>
        type is null ? text : Regex.Replace(text, $@"(?<![\w.:]){Regex.Escape(type.Name)}(?=\W)", Names.Of(type));

    /// <summary>A parameter, such as <c>string sandboxId</c>.</summary>
    public static ParameterSyntax Parameter(string declaration, Compilation compilation)
    {
        var at = declaration.LastIndexOf(' ');
        return SyntaxFactory
            .Parameter(SyntaxFactory.Identifier(declaration.Substring(at + 1)))
            .WithType(Type(declaration.Substring(0, at), compilation).WithTrailingTrivia(SyntaxFactory.Space))
            .Tidy();
    }

    /// <summary>Members of a type, or types, each after a blank line.</summary>
    /// <param name="text">The members.</param>
    /// <param name="near">A node of the document that they go to, with its ends of line.</param>
    /// <param name="compilation">The project.</param>
    public static SyntaxList<MemberDeclarationSyntax> Members(string text, SyntaxNode near, Compilation compilation)
    {
        var root = near.SyntaxTree.GetRoot();
        var end = SyntaxFactory.ElasticEndOfLine(
            root.DescendantTrivia().FirstOrDefault(
                trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)).ToString() is { Length: > 0 } found ? found : "\n");
        var parsed = SyntaxFactory.ParseCompilationUnit($"class Members {{\n{text}\n}}");
        return SyntaxFactory.List(((ClassDeclarationSyntax)parsed.Members[0]).Members.Select(member =>
            Qualify(member, compilation).WithLeadingTrivia(end).WithTrailingTrivia(end).Tidy()));
    }

    /// <summary>An attribute of the contract with its arguments.</summary>
    public static AttributeSyntax Attribute(string text, Compilation compilation)
    {
        var unit = SyntaxFactory.ParseCompilationUnit($"[{text}] class Attributed;");
        var attribute = unit.Members[0].AttributeLists[0].Attributes[0];
        var arguments = attribute.ArgumentList is { } list ? Qualify(list, compilation) : null;
        return attribute.WithName(
            SyntaxFactory.ParseName($"global::Compute.Framework.Authoring.{attribute.Name}").Tidy()).WithArgumentList(arguments).Tidy();
    }

    /// <summary>An expression around another one, or without any.</summary>
    public static ExpressionSyntax Expression(string text, Compilation compilation, ExpressionSyntax? inner = null)
    {
        var outer = Qualify(SyntaxFactory.ParseExpression(text), compilation);
        return (inner is null
            ? outer
            : outer.ReplaceNodes(
                outer.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Where(name => name.Identifier.ValueText == Placeholder),
                (_, _) => IsSimple(inner) || outer is not AwaitExpressionSyntax ? inner.WithoutTrivia()
                    : SyntaxFactory.ParenthesizedExpression(inner.WithoutTrivia()))).Tidy();
    }

    private static bool IsSimple(ExpressionSyntax expression) =>
        expression is InvocationExpressionSyntax or SimpleNameSyntax or MemberAccessExpressionSyntax or ParenthesizedExpressionSyntax;

    private static T Qualify<T>(T node, Compilation compilation)
        where T : SyntaxNode => (T)new Qualifier(compilation).Visit(node);

    private sealed class Qualifier(Compilation compilation) : CSharpSyntaxRewriter
    {
        public override SyntaxNode? VisitIdentifierName(IdentifierNameSyntax node) => Qualified(node, node);

        public override SyntaxNode? VisitGenericName(GenericNameSyntax node) =>
            Qualified(node, (GenericNameSyntax)base.VisitGenericName(node)!);

        // What stands behind a dot is no name to qualify; its type arguments are.
        public override SyntaxNode? VisitMemberAccessExpression(MemberAccessExpressionSyntax node) => node
            .WithExpression((ExpressionSyntax)Visit(node.Expression))
            .WithName(
                node.Name is GenericNameSyntax generic ? generic.WithTypeArgumentList(
                    (TypeArgumentListSyntax)Visit(generic.TypeArgumentList)) : node.Name);

        public override SyntaxNode? VisitQualifiedName(QualifiedNameSyntax node) => node.Tidy();

        public override SyntaxNode? VisitAliasQualifiedName(AliasQualifiedNameSyntax node) => node.Tidy();

        private SyntaxNode Qualified(SimpleNameSyntax original, SimpleNameSyntax name)
        {
            var text = original.Identifier.ValueText;
            var space = s_namespaces.TryGetValue(text, out var known) ? known : NamespaceOfContract(text);
            if (space is null || original.Parent is AttributeSyntax or ArgumentSyntax or NameColonSyntax)
            {
                return name;
            }

            var prefix = SyntaxFactory.ParseName("global::" + space);
            return (original.Parent is MemberAccessExpressionSyntax
                ? (SyntaxNode)SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, prefix, name.WithoutTrivia())
                : SyntaxFactory.QualifiedName(prefix, name.WithoutTrivia())).WithTriviaFrom(name).Tidy();
        }

        private string? NamespaceOfContract(string name) => new[] { Symbols.Contract, Symbols.Authoring }
            .FirstOrDefault(space => compilation.GetTypeByMetadataName($"{space}.{name}") is not null);
    }
}
