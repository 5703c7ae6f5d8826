using Compute.Framework.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.CodeFixes;

/// <summary>What an empty provider needs: settings, a handle and the lifecycle's methods.</summary>
internal static class ProviderSkeleton
{
    private static readonly string[] s_operations = ["CreateSandbox", "GetSandbox", "ListSandboxes", "DestroySandbox", "RunCommand"];

    /// <summary>Whether nothing is there yet that a skeleton could contradict.</summary>
    public static bool IsEmpty(INamedTypeSymbol provider) =>
        !provider.GetMembers().Any(member => !member.IsImplicitlyDeclared && !IsGenerated(member));

    /// <summary>Adds everything.</summary>
    public static Solution AddAll(Solution solution, TypeDeclarationSyntax declaration, INamedTypeSymbol provider, Compilation compilation)
    {
        var settings = FreeTypeName(provider, AuthorTypes.Stem(provider) + "Options");
        var handle = FreeTypeName(provider, AuthorTypes.Stem(provider) + "Sandbox");
        var members = Written.Members(
            $$"""
            private readonly {{settings}} _options;

            public {{provider.Name}}({{settings}} options)
            {
                _options = options;
            }

            {{Operations(s_operations, provider, handle)}}
            """,
            declaration,
            compilation);
        return Add(solution, declaration, members, Handle(handle) + Settings(settings), compilation);
    }

    /// <summary>Adds a handle and the operations that are missing.</summary>
    public static Solution AddHandle(
        Solution solution, TypeDeclarationSyntax declaration, INamedTypeSymbol provider, Compilation compilation)
    {
        var handle = FreeTypeName(provider, AuthorTypes.Stem(provider) + "Sandbox");
        return Add(
            solution,
            declaration,
            Written.Members(Operations(OperationSkeleton.Missing(provider), provider, handle), declaration, compilation),
            Handle(handle),
            compilation);
    }

    private static Solution Add(
        Solution solution,
        TypeDeclarationSyntax declaration,
        SyntaxList<MemberDeclarationSyntax> members,
        string types,
        Compilation compilation)
    {
        // The new types stand behind the outermost one, so that a container need not be partial for them.
        var outermost = declaration.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().Last();
        if (outermost.Parent is null)
        {
            return solution;
        }

        var mark = new SyntaxAnnotation();
        var parent = outermost.Parent.ReplaceNode(outermost, outermost
            .ReplaceNodes([declaration], (_, node) => ((TypeDeclarationSyntax)node).WithMembersAtEnd(members))
            .WithAdditionalAnnotations(mark));
        parent = parent.InsertNodesAfter(parent.GetAnnotatedNodes(mark).Single(), Written.Members(types, declaration, compilation));
        return solution.Replace([outermost.Parent], _ => parent);
    }

    private static string Operations(IEnumerable<string> operations, INamedTypeSymbol provider, string handle) =>
        string.Concat(operations.Select(operation => OperationSkeleton.Write(operation, provider, handle, "sandbox")));

    private static string Handle(string name) => $"public sealed record {name}([property: SandboxId] string Id);\n";

    private static string Settings(string name) => $$"""
        [ProviderSettings]
        public sealed partial record {{name}}
        {
        }
        """;

    private static bool IsGenerated(ISymbol member) => Symbols.HasGeneratedHalf(member.ContainingType)
        && member.DeclaringSyntaxReferences.All(reference => reference.SyntaxTree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal));

    private static string FreeTypeName(INamedTypeSymbol provider, string name)
    {
        var outermost = AuthorTypes.WithContainers(provider).Last();
        var free = name;
        for (var number = 2; outermost.ContainingNamespace.GetTypeMembers(free).Length > 0 || free == provider.Name; number++)
        {
            free = name + number;
        }

        return free;
    }
}
