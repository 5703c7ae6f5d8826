using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Compute.Framework.Generators.Parsing;

/// <summary>Whether a test class can be extended and run, and what it has already.</summary>
internal static class ComplianceClassShape
{
    /// <summary>Adds what is wrong with the class. False when no tests can be written for it.</summary>
    public static bool Check(INamedTypeSymbol testClass, List<Problem> problems)
    {
        if (testClass.IsStatic || testClass.IsAbstract)
        {
            problems.Add(
                ComplianceProblemIds.UnsuitableClass,
                testClass,
                $"The class '{testClass.Name}' must not be static or abstract: xUnit makes an object of it for each test.");
            return false;
        }

        var isPublic = true;
        for (var type = testClass; type is not null; type = type.ContainingType)
        {
            if (type.Arity > 0 || type.IsFileLocal || !TypeParser.IsPartial(type))
            {
                problems.Add(ComplianceProblemIds.UnsuitableClass, type, $"The type '{type.Name}' must be partial, not generic and not " +
                    $"local to a file, so that the compiler can write the tests of '{testClass.Name}'.");
                return false;
            }

            isPublic &= type.DeclaredAccessibility == Accessibility.Public;
        }

        if (!isPublic)
        {
            problems.Add(ComplianceProblemIds.NotPublic, testClass, $"The class '{testClass.Name}' and the types that contain it must " +
                "be public: xUnit does not run the tests of other classes.");
        }

        return true;
    }

    /// <summary>A member that the class has or inherits, as far as it can name it; not a type.</summary>
    public static ISymbol? FindMember(INamedTypeSymbol testClass, string name, Compilation compilation)
    {
        foreach (var type in Symbols.Hierarchy(testClass))
        {
            foreach (var member in type.GetMembers(name))
            {
                if (member is not ITypeSymbol && compilation.IsSymbolAccessibleWithin(member, testClass))
                {
                    return member;
                }
            }
        }

        return null;
    }

    public static EquatableArray<string> MemberNames(INamedTypeSymbol testClass)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal) { testClass.Name };
        foreach (var type in Symbols.Hierarchy(testClass))
        {
            foreach (var member in type.GetMembers())
            {
                if (member.CanBeReferencedByName)
                {
                    names.Add(member.Name);
                }
            }
        }

        return new([.. names]);
    }
}
