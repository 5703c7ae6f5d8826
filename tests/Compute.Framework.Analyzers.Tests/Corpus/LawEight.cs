using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compute.Framework.Analyzers.Tests;

/// <summary>What is reported and what is generated say the same.</summary>
/// <remarks>
/// An error CFW0 means that nothing is generated for the type, and nothing else means that; an error CFW1 in an operation means
/// that the generated member throws, and nothing else means that; the same for CFW2 and the binding of settings.
/// </remarks>
internal static class LawEight
{
    private const string OutsideProvider = "CFW0014";
    private const string MissingOperation = "CFW1001";
    private const string NoDefaultConstructor = "CFW2002";

    public static void Check(AnalyzerRun run)
    {
        var types = Types(run.Output.Assembly.GlobalNamespace).ToList();
        var settings = types.Where(type => Has(type, "ProviderSettingsAttribute")).ToList();
        foreach (var type in settings)
        {
            CheckSettings(run, type);
        }

        var providers = types.Where(type => Has(type, "ProviderAttribute")).ToList();

        // Errors in the handle are errors of the provider; those in settings are the settings' own.
        var errors = Errors(run).Where(error => error.Id != OutsideProvider && !settings.Exists(other => IsIn(error, other))).ToList();
        Assert.All(
            errors.Where(error => error.Id.StartsWith("CFW0", StringComparison.Ordinal)),
            error => Assert.True(providers.Exists(type => IsOf(error, type, providers)), $"{error.Id} belongs to no provider."));
        foreach (var type in providers)
        {
            CheckProvider(run, type, [.. errors.Where(error => IsOf(error, type, providers))]);
        }
    }

    private static void CheckProvider(AnalyzerRun run, INamedTypeSymbol type, List<Diagnostic> errors)
    {
        var isWritten = Generated(run, type).Any();
        Assert.Equal(isWritten, !errors.Exists(error => error.Id.StartsWith("CFW0", StringComparison.Ordinal)));
        if (isWritten)
        {
            var reported = errors
                .Where(error => error.Id.StartsWith("CFW1", StringComparison.Ordinal) && error.Id != MissingOperation && (IsIn(error, type) || type.GetMembers().OfType<IMethodSymbol>().SelectMany(Records).Any(record => IsIn(error, record))))
                .SelectMany(error => Operations(error, type));
            Assert.Equal(reported.Distinct().Order(StringComparer.Ordinal), Throwing(Generated(run, type), "CFW1").Order(StringComparer.Ordinal));
            CheckMissing(errors, type, Overridden(Generated(run, type)));
        }
    }

    /// <summary>What has no override throws, and only required operations may not be without one.</summary>
    private static void CheckMissing(List<Diagnostic> errors, INamedTypeSymbol type, HashSet<string> overridden)
    {
        var missing = new[] { "CreateSandbox", "GetSandbox", "DestroySandbox" }.Count(operation => !overridden.Contains(operation))
            + (overridden.Contains("RunCommand") || overridden.Contains("StartProcess") ? 0 : 1);
        Assert.Equal(missing, errors.Count(error => error.Id == MissingOperation && IsIn(error, type)));
    }

    private static void CheckSettings(AnalyzerRun run, INamedTypeSymbol type)
    {
        var errors = Errors(run).Where(error => IsIn(error, type)).ToList();
        var isWritten = Generated(run, type).Any();
        Assert.Equal(isWritten, !errors.Exists(error => error.Id.StartsWith("CFW0", StringComparison.Ordinal)));
        if (isWritten)
        {
            // What is wrong with an inherited setting is wrong with those that inherit it, but for those that declare it again; how the
            // base record is made is its own matter.
            var wrong = Errors(run).Where(error => IsIn(error, type)
                || (error.Id != NoDefaultConstructor && Bases(type).Any(parent => IsIn(error, parent)) && !IsDeclaredAgain(error, type)));
            Assert.Equal(wrong.Any(error => error.Id.StartsWith("CFW2", StringComparison.Ordinal)), Throwing(Generated(run, type), "CFW2").Any());
        }
    }

    /// <summary>Whether an error is in an inherited setting that the type declares again.</summary>
    private static bool IsDeclaredAgain(Diagnostic error, INamedTypeSymbol type) => type.GetMembers().OfType<IPropertySymbol>().Any(own => Bases(type)
        .SelectMany(parent => parent.GetMembers(own.Name))
        .SelectMany(inherited => inherited.DeclaringSyntaxReferences)
        .Any(part => part.SyntaxTree == error.Location.SourceTree && part.Span.Contains(error.Location.SourceSpan)));

    private static IEnumerable<Diagnostic> Errors(AnalyzerRun run) =>
        run.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && diagnostic.Id.StartsWith("CFW", StringComparison.Ordinal));

    private static bool IsIn(Diagnostic error, INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.Any(part => part.SyntaxTree == error.Location.SourceTree && part.Span.Contains(error.Location.SourceSpan));

    /// <summary>Whether an error keeps a provider from being written: it is in the provider, in what it is made of, or in its handle, and not in another provider beside it.</summary>
    private static bool IsOf(Diagnostic error, INamedTypeSymbol provider, List<INamedTypeSymbol> providers)
    {
        var handles = provider.GetMembers().OfType<IMethodSymbol>().Where(IsOperation).SelectMany(method => Named(method.ReturnType));
        var own = handles.Concat(provider.GetMembers().OfType<IMethodSymbol>().SelectMany(Records)).Prepend(provider).SelectMany(type => Bases(type).Prepend(type)).SelectMany(Containers).ToList();
        return own.Exists(type => IsIn(error, type)) && (IsIn(error, provider) || !providers.Exists(other => !own.Contains(other, SymbolEqualityComparer.Default) && IsIn(error, other)));
    }

    /// <summary>The records that the method of an operation takes, with what they derive from: their members are declarations of the operation.</summary>
    private static IEnumerable<INamedTypeSymbol> Records(IMethodSymbol method) => !IsOperation(method) ? [] : method.Parameters
        .SelectMany(parameter => Named(parameter.Type))
        .Where(type => type.IsRecord && !type.DeclaringSyntaxReferences.IsEmpty && !OperationMethod.IsHandle(type))
        .SelectMany(type => Bases(type).Prepend(type));

    /// <summary>The types that a type is written with.</summary>
    private static IEnumerable<INamedTypeSymbol> Named(ITypeSymbol type) => type switch
    {
        INamedTypeSymbol named => named.TypeArguments.SelectMany(Named).Prepend(named.OriginalDefinition),
        IArrayTypeSymbol array => Named(array.ElementType),
        _ => [],
    };

    private static IEnumerable<INamedTypeSymbol> Containers(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.ContainingType)
        {
            yield return current;
        }
    }

    private static IEnumerable<INamedTypeSymbol> Bases(INamedTypeSymbol type)
    {
        for (var current = type.BaseType; current is not null; current = current.BaseType)
        {
            yield return current.OriginalDefinition;
        }

        foreach (var inherited in type.AllInterfaces)
        {
            yield return inherited.OriginalDefinition;
        }
    }

    private static bool IsOperation(ISymbol method) => method.GetAttributes().Any(IsOfFramework);

    private static bool IsOfFramework(AttributeData attribute) => attribute.AttributeClass is { Name: not "HonorsAttribute", ContainingNamespace: { Name: "Authoring" } };

    /// <summary>The operations of the method that an error is in.</summary>
    private static IEnumerable<string> Operations(Diagnostic error, INamedTypeSymbol type) => type.GetMembers().OfType<IMethodSymbol>()
        .Where(method => method.DeclaringSyntaxReferences.Any(part => part.SyntaxTree == error.Location.SourceTree && part.Span.Contains(error.Location.SourceSpan))
            || Records(method).Any(record => IsIn(error, record)))
        .SelectMany(method => method.GetAttributes())
        .Where(IsOfFramework)
        .Select(attribute => attribute.AttributeClass!.Name[..^"Attribute".Length]);

    /// <summary>The parts of a type that the generator wrote.</summary>
    private static IEnumerable<SyntaxNode> Generated(AnalyzerRun run, INamedTypeSymbol type) => type.DeclaringSyntaxReferences
        .Where(part => run.Generated.GeneratedTrees.Contains(part.SyntaxTree))
        .Select(part => part.GetSyntax());

    /// <summary>The generated members that throw the message of a rule, as operations are called.</summary>
    private static IEnumerable<string> Throwing(IEnumerable<SyntaxNode> parts, string rule) => parts
        .SelectMany(part => part.DescendantNodes().OfType<MethodDeclarationSyntax>())
        .Where(method => method.DescendantNodes().Any(node => node is ThrowExpressionSyntax or ThrowStatementSyntax
            && node.DescendantTokens().Any(token => token.IsKind(SyntaxKind.StringLiteralToken) && token.ValueText.StartsWith(rule, StringComparison.Ordinal))))
        .Select(method => OperationOf(method.Identifier.Text))
        .Distinct();

    private static HashSet<string> Overridden(IEnumerable<SyntaxNode> parts) =>
        [.. parts.SelectMany(part => part.DescendantNodes().OfType<MethodDeclarationSyntax>()).Where(method => method.Modifiers.Any(SyntaxKind.OverrideKeyword)).Select(method => OperationOf(method.Identifier.Text))];

    /// <summary>A sandbox is destroyed by its id or by its handle.</summary>
    private static string OperationOf(string member) => member switch
    {
        "DestroyHandleAsync" => "DestroySandbox",
        _ => member.EndsWith("Async", StringComparison.Ordinal) ? member[..^"Async".Length] : member,
    };

    private static bool Has(INamedTypeSymbol type, string attribute) => type.GetAttributes().Any(found => found.AttributeClass?.Name == attribute);

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol container) => container.GetMembers().OfType<INamespaceOrTypeSymbol>()
        .SelectMany(member => member is INamedTypeSymbol type ? Types(member).Prepend(type) : Types(member));
}
