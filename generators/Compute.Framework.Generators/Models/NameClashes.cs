using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Compute.Framework.Generators.Models;

/// <summary>Names that several types of a project would take: they get longer ones. Empty in nearly every project.</summary>
/// <param name="Files">Metadata names that differ only by case, as file names must not.</param>
internal sealed record NameClashes(EquatableArray<string> Files)
{
    public static NameClashes Find(ImmutableArray<TypeModel> providers, ImmutableArray<TypeModel> options)
    {
        var files = new List<string>();
        foreach (var type in providers)
        {
            files.Add(type.MetadataName);
        }

        foreach (var type in options)
        {
            files.Add(type.MetadataName);
        }

        return new(Repeated(files, StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>The name of a type's file; no two types have the same.</summary>
    public string HintName(TypeModel type)
    {
        var name = FileName(type.MetadataName);
        var place = Files.IndexOf(type.MetadataName);
        return place < 0 ? name + ".g.cs" : $"{name}-{(place + 1).ToString(CultureInfo.InvariantCulture)}.g.cs";
    }

    /// <summary>Identifiers may hold marks that no hint name may: they are written as numbers.</summary>
    private static string FileName(string name)
    {
        var text = new StringBuilder();
        foreach (var character in name)
        {
            if (char.IsLetterOrDigit(character) || character is '.' or '+' or '_')
            {
                text.Append(character);
            }
            else
            {
                text.Append('{').Append(((int)character).ToString(CultureInfo.InvariantCulture)).Append('}');
            }
        }

        return text.ToString();
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
