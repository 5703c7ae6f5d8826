using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace Compute.Framework.Generators.Tests.Compliance;

/// <summary>Looks through a step's value for what would keep a compilation alive.</summary>
internal static class ModelWalker
{
    public static void AssertPlain(object? value) => Walk(value, new HashSet<object>(ReferenceEqualityComparer.Instance));

    private static void Walk(object? value, HashSet<object> seen)
    {
        if (value is null or string || value.GetType().IsPrimitive || value.GetType().IsEnum || !seen.Add(value))
        {
            return;
        }

        Assert.False(value is ISymbol or Compilation or SyntaxNode or SyntaxTree or SemanticModel or Location or AttributeData, $"A model holds a {value.GetType()}.");
        if (value is IEnumerable items)
        {
            foreach (var item in items)
            {
                Walk(item, seen);
            }

            return;
        }

        foreach (var field in value.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            Walk(field.GetValue(value), seen);
        }
    }
}
