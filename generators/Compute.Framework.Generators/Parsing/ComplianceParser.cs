using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Compute.Framework.Generators.Parsing;

/// <summary>Reads a class with <c>[ComplianceTests]</c>, for the generator and for the analyzers that report what is wrong with it.</summary>
internal static class ComplianceParser
{
    public static ComplianceParse Parse(INamedTypeSymbol testClass, Compilation compilation, CancellationToken cancellationToken)
    {
        var problems = new List<ComplianceProblem>();
        var model = Parse(testClass, compilation, problems, cancellationToken);
        return new(model, new([.. problems]));
    }

    private static ComplianceClassModel? Parse(INamedTypeSymbol testClass, Compilation compilation, List<ComplianceProblem> problems, CancellationToken cancellationToken)
    {
        if (ComplianceTypes.FirstType(ComplianceTypes.Find(testClass, ComplianceTypes.TestsAttribute)) is not { TypeKind: not TypeKind.Error } argument)
        {
            // The compiler itself reports an argument that is no type.
            return null;
        }

        var declarations = ComplianceClassShape.Declarations(testClass, problems, cancellationToken);
        var creation = ComplianceProviderParser.Parse(testClass, argument, compilation, problems, out var providerName);
        var hasSettings = FindSettings(testClass, compilation, problems, out var settingsAreValid);
        var hasXunit = HasXunit(testClass, compilation, problems);
        if (declarations is not { } headers || creation is null || providerName is null || !settingsAreValid || !hasXunit)
        {
            return null;
        }

        return new(
            ComplianceClassShape.HintName(testClass),
            ComplianceClassShape.Namespace(testClass),
            headers,
            ComplianceTypes.Qualified(testClass),
            Title(testClass.Name, argument.Name, providerName),
            providerName,
            creation,
            hasSettings,
            ComplianceClassShape.MemberNames(testClass));
    }

    private static bool FindSettings(INamedTypeSymbol testClass, Compilation compilation, List<ComplianceProblem> problems, out bool isValid)
    {
        isValid = true;
        if (ComplianceClassShape.FindMember(testClass, ComplianceTypes.SettingsMember, compilation) is not { } member)
        {
            return false;
        }

        var type = member switch
        {
            IPropertySymbol { IsStatic: true, IsWriteOnly: false } property => property.Type,
            IFieldSymbol { IsStatic: true } field => field.Type,
            _ => null,
        };
        if (ComplianceTypes.Is(type, ComplianceTypes.Settings) && type!.NullableAnnotation != NullableAnnotation.Annotated)
        {
            return true;
        }

        problems.Add(new(
            ComplianceProblem.SettingsShape,
            ComplianceTypes.SettingsMember,
            $"The member 'Settings' of '{testClass.Name}' must be a static property or field of type ComplianceSettings, or have another name."));
        isValid = false;
        return false;
    }

    /// <summary>Version 3 is told by <c>Assert.Skip</c> and <c>TestContext</c>, which the tests call.</summary>
    private static bool HasXunit(INamedTypeSymbol testClass, Compilation compilation, List<ComplianceProblem> problems)
    {
        if (compilation.GetTypeByMetadataName("Xunit.FactAttribute") is not null
            && compilation.GetTypeByMetadataName("Xunit.TestContext") is not null
            && compilation.GetTypeByMetadataName("Xunit.IClassFixture`1") is not null
            && compilation.GetTypeByMetadataName("Xunit.Assert") is { } assert
            && !assert.GetMembers("Skip").IsEmpty)
        {
            return true;
        }

        problems.Add(new(ComplianceProblem.NoXunit, testClass.Name, $"The tests of '{testClass.Name}' are written for xUnit v3: reference the package xunit.v3."));
        return false;
    }

    /// <summary>The provider's name, and the class where that says more than the provider: one provider may have several classes.</summary>
    private static string Title(string className, string providerClassName, string providerName)
    {
        var subject = Without(Without(className, "Tests"), "Compliance");
        return subject == providerClassName || subject == Without(providerClassName, "Provider")
            ? providerName
            : $"{providerName} ({className})";
    }

    private static string Without(string name, string suffix) =>
        name.Length > suffix.Length && name.EndsWith(suffix, StringComparison.Ordinal) ? name.Substring(0, name.Length - suffix.Length) : name;
}
