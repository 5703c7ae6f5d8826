using System.Collections.Immutable;

namespace Compute.Framework.Generators.Models;

/// <summary>Names that several types of a project would take: they get longer ones. Empty in nearly every project.</summary>
/// <param name="Files">Metadata names that differ only by case, as file names must not.</param>
/// <param name="Registrations">Joined names that several providers have.</param>
internal sealed record NameClashes(EquatableArray<string> Files, EquatableArray<string> Registrations)
{
    public static NameClashes Find(ImmutableArray<TypeModel> providers, ImmutableArray<TypeModel> options)
    {
        var files = new List<string>();
        var registrations = new List<string>();
        foreach (var type in providers)
        {
            files.Add(type.MetadataName);
            registrations.Add(type.JoinedName);
        }

        foreach (var type in options)
        {
            files.Add(type.MetadataName);
        }

        return new(Repeated(files, StringComparer.OrdinalIgnoreCase), Repeated(registrations, StringComparer.Ordinal));
    }

    /// <summary>The name of a type's file; no two types have the same.</summary>
    public string HintName(TypeModel type) =>
        Files.Contains(type.MetadataName) ? $"{type.MetadataName}-{CaseOf(type.MetadataName)}.g.cs" : type.MetadataName + ".g.cs";

    /// <summary>The name of the class that has a provider's registration method.</summary>
    public string RegistrationType(TypeModel type)
    {
        const string Suffix = "ComputeBuilderExtensions";
        return Registrations.Contains(type.JoinedName)
            ? type.MetadataName.Replace("_", "__").Replace('.', '_').Replace('+', '_') + Suffix
            : type.JoinedName + Suffix;
    }

    /// <summary>Which letters are capitals, as digits: tells names apart that differ only by that.</summary>
    private static string CaseOf(string name)
    {
        var cases = new char[name.Length];
        for (var i = 0; i < name.Length; i++)
        {
            cases[i] = char.IsUpper(name[i]) ? '1' : '0';
        }

        return new string(cases);
    }

    private static EquatableArray<string> Repeated(List<string> names, StringComparer comparer)
    {
        var sorted = names.ToArray();
        Array.Sort(sorted, StringComparer.Ordinal);
        var repeated = new List<string>();
        for (var i = 0; i < sorted.Length; i++)
        {
            for (var j = 0; j < sorted.Length; j++)
            {
                if (i != j && comparer.Equals(sorted[i], sorted[j]) && !repeated.Contains(sorted[i]))
                {
                    repeated.Add(sorted[i]);
                }
            }
        }

        return new([.. repeated]);
    }
}
