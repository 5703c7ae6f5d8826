using Compute.Framework.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Compute.Framework.Generators.Parsing;

/// <summary>The names that the parameters of an operation can have, to say which one was probably meant.</summary>
internal static class BindableNames
{
    public static List<string> Of(OperationShape shape, ContractTypes contract)
    {
        var names = new List<string>();
        foreach (var reserved in shape.Reserved)
        {
            names.Add(reserved.Name);
        }

        AddProperties(contract.Record(shape.Group), names);
        if (shape.Group == OptionGroup.Create)
        {
            AddProperties(contract.Resources, names);
        }
        else if (shape.Group == OptionGroup.BranchLabels)
        {
            names.Add("labels");
        }

        names.Remove("providerOptions");
        if (shape.Name == "RunCode")
        {
            names.Remove("arguments");
        }

        return names;
    }

    /// <summary>The name that means the same or differs least from the given one, or null when none is near.</summary>
    public static string? Closest(string name, List<string> names)
    {
        if (NameSynonyms.Find(name, names) is { } meant)
        {
            return meant;
        }

        string? closest = null;
        var least = Math.Max(2, name.Length / 3) + 1;
        foreach (var candidate in names)
        {
            var distance = Distance(name.ToUpperInvariant(), candidate.ToUpperInvariant());
            if (distance < least)
            {
                (closest, least) = (candidate, distance);
            }
        }

        return closest;
    }

    /// <summary>How many characters must be added, removed or replaced.</summary>
    private static int Distance(string one, string other)
    {
        var row = new int[other.Length + 1];
        for (var j = 0; j <= other.Length; j++)
        {
            row[j] = j;
        }

        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var replaced = diagonal + (one[i - 1] == other[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[other.Length];
    }

    private static void AddProperties(INamedTypeSymbol? options, List<string> names)
    {
        foreach (var member in options?.GetMembers() ?? [])
        {
            if (ContractTypes.Property(options, member.Name) is not null)
            {
                names.Add(Names.Camel(member.Name));
            }
        }
    }
}
