using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PublicDocumentation;

/// <summary>What can be used outside an assembly.</summary>
internal static class PublicMembers
{
    /// <summary>The documentation ids of the types and members that are public, or protected in a type that can be derived from.</summary>
    public static HashSet<string> Of(string assemblyPath)
    {
        var reference = MetadataReference.CreateFromFile(assemblyPath);
        var compilation = CSharpCompilation.Create(null, references: [reference, .. Platform()]);
        var assembly = (IAssemblySymbol)compilation.GetAssemblyOrModuleSymbol(reference)!;
        HashSet<string> ids = new(StringComparer.Ordinal);
        Add(assembly.GlobalNamespace, ids);
        return ids;
    }

    // Names of types outside the assembly are part of ids; only the platform's can be other than they are written, as nint is.
    private static IEnumerable<MetadataReference> Platform() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is "System.Private.CoreLib.dll" or "System.Runtime.dll")
            .Select(path => MetadataReference.CreateFromFile(path));

    private static void Add(INamespaceOrTypeSymbol container, HashSet<string> ids)
    {
        foreach (var member in container.GetMembers())
        {
            if (member is INamespaceSymbol nested)
            {
                Add(nested, ids);
            }
            else if (IsVisible(member))
            {
                ids.Add(member.GetDocumentationCommentId()!);
                if (member is INamedTypeSymbol type)
                {
                    Add(type, ids);
                }
            }
        }
    }

    private static bool IsVisible(ISymbol member) => member.DeclaredAccessibility switch
    {
        Accessibility.Public => true,
        Accessibility.Protected or Accessibility.ProtectedOrInternal => member.ContainingType is { IsSealed: false },
        _ => false,
    };
}
