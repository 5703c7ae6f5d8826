using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Compute.Framework.Generators.Parsing;

/// <summary>Reads a class with <c>[ComplianceTests]</c>: from its symbol to values, with everything that is wrong with it.</summary>
internal static class ComplianceParser
{
    /// <summary>The model; null where another part of the class speaks for it, or the compiler itself reports the attribute.</summary>
    public static ComplianceModel? Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return context.TargetSymbol is INamedTypeSymbol { TypeKind: TypeKind.Class } type && TypeParser.IsFirstPart(context)
            ? Parse(type, context.Attributes[0], context.SemanticModel.Compilation)
            : null;
    }

    public static ComplianceModel? Parse(INamedTypeSymbol type, AttributeData attribute, Compilation compilation)
    {
        if (ComplianceTypes.TypeAt(attribute, 0) is not { TypeKind: not TypeKind.Error } provider)
        {
            return null;
        }

        var problems = new List<Problem>();
        var isSuitable = ComplianceClassShape.Check(type, problems);
        var creation = ComplianceProviderParser.Parse(type, provider, compilation, problems, out var providerName);
        var settings = ComplianceClassShape.FindMember(type, ComplianceTypes.Settings, compilation);
        isSuitable &= CheckSettings(settings, type, problems);
        isSuitable &= CheckXunit(type, compilation, problems);
        var body = !isSuitable || creation is null || providerName is null
            ? null
            : new ComplianceBody(
                TypeParser.Parse(type),
                Title(type.Name, provider.Name, providerName),
                providerName,
                creation,
                HasSettings: settings is not null,
                ComplianceClassShape.MemberNames(type),
                UsesOf(type, provider));
        return new(body, new([.. problems]));
    }

    /// <summary>What is said wherever the class, the provider and what makes it are used, of which the author knows.</summary>
    private static UseModel UsesOf(INamedTypeSymbol testClass, ITypeSymbol provider)
    {
        var notes = UseNotes.Of(testClass);
        notes.Add(provider);
        foreach (var (owner, name) in new (ITypeSymbol Owner, string Name)[]
        {
            (testClass, ComplianceTypes.Settings), (testClass, ComplianceTypes.CreateProvider),
            (provider, "Create"), (provider, WellKnownMemberNames.InstanceConstructorName),
        })
        {
            foreach (var member in owner.GetMembers(name))
            {
                notes.Add(member);
            }
        }

        return new UseModel(notes.Ids);
    }

    private static bool CheckSettings(ISymbol? settings, INamedTypeSymbol testClass, List<Problem> problems)
    {
        var type = settings switch
        {
            IPropertySymbol { IsStatic: true, IsWriteOnly: false } property => property.Type,
            IFieldSymbol { IsStatic: true } field => field.Type,
            _ => null,
        };
        if (settings is null || ComplianceTypes.IsTestSettings(type))
        {
            return true;
        }

        problems.Add(
            ComplianceProblemIds.SettingsShape,
            settings,
            $"The member 'Settings' of '{testClass.Name}' must be a static property or field of type ComplianceSettings, or have " +
            "another name.");
        return false;
    }

    /// <summary>Version 3 is recognised by <c>Assert.Skip</c> and <c>TestContext</c>, which the tests call.</summary>
    private static bool CheckXunit(INamedTypeSymbol testClass, Compilation compilation, List<Problem> problems)
    {
        if (compilation.GetTypeByMetadataName("Xunit.FactAttribute") is not null
            && compilation.GetTypeByMetadataName("Xunit.TestContext") is not null
            && compilation.GetTypeByMetadataName("Xunit.AssemblyFixtureAttribute") is not null
            && compilation.GetTypeByMetadataName("Xunit.Assert") is { } assert
            && !assert.GetMembers("Skip").IsEmpty)
        {
            return true;
        }

        problems.Add(
            ComplianceProblemIds.NoXunit,
            testClass,
            $"The tests of '{testClass.Name}' are written for xUnit v3: reference the package xunit.v3.");
        return false;
    }

    /// <summary>The provider's name, and the class where that says more than the provider: one provider may have several classes.</summary>
    private static string Title(string className, string providerClassName, string providerName) =>
        providerClassName.StartsWith(Without(Without(className, "Tests"), "Compliance"), StringComparison.Ordinal)
            ? providerName
            : $"{providerName} ({className})";

    private static string Without(string name, string suffix) =>
        name.Length > suffix.Length && name.EndsWith(suffix, StringComparison.Ordinal)
            ? name.Substring(0, name.Length - suffix.Length)
            : name;
}
