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
        return new(model, new EquatableArray<ComplianceProblem>(problems.ToArray()));
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
        if (declarations is not { } headers || creation is null || providerName is null || !settingsAreValid)
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
        if (ComplianceTypes.Is(type, ComplianceTypes.Settings))
        {
            return true;
        }

        problems.Add(new(ComplianceProblem.SettingsShape, ComplianceTypes.SettingsMember, testClass.Name));
        isValid = false;
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
