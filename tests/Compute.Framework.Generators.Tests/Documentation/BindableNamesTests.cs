using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Compute.Framework.Generators.Models;
using Compute.Framework.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Compute.Framework.Generators.Tests.Documentation;

/// <summary>The authoring guide lists every name that a parameter can have, with its type, as the generator binds them.</summary>
public sealed partial class BindableNamesTests
{
    private static readonly string Page = Path.Combine(Repository.Root, "docs", "authoring.md");

    private static readonly ContractTypes Contract = new(GeneratorRun.Compile(["class Nothing;"]));

    /// <summary><c>COMPUTE_WRITE_DOCS=1</c> writes the table.</summary>
    [Fact]
    public void The_guide_has_the_generators_own_table()
    {
        var text = File.ReadAllText(Page);
        var place = Place().Match(text).Groups["table"];
        Assert.True(place.Success, "The guide has no place for the table.");
        var expected = Table();
        if (Environment.GetEnvironmentVariable("COMPUTE_WRITE_DOCS") == "1")
        {
            File.WriteAllText(Page, text[..place.Index] + expected + text[(place.Index + place.Length)..]);
            return;
        }

        Assert.Equal(expected, place.Value);
    }

    private static string Table()
    {
        var rows = new List<(string Name, string Type, List<string> Operations)>();
        foreach (var shape in OperationTable.All)
        {
            foreach (var name in BindableNames.Of(shape, Contract).Where(name => name != "resources"))
            {
                var type = TypeOf(shape, name);
                var row = rows.Find(row => row.Name == name && row.Type == type);
                if (row.Operations is null)
                {
                    rows.Add(row = (name, type, []));
                }

                row.Operations.Add(shape.Name);
            }
        }

        var text = new StringBuilder("| name | type | of |\n|---|---|---|\n");
        foreach (var (name, type, operations) in rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"| `{name}` | `{type}` | {string.Join(", ", operations.Select(operation => $"`{operation}`"))} |\n");
        }

        return text.ToString();
    }

    private static string TypeOf(OperationShape shape, string name)
    {
        var reserved = shape.Reserved.FirstOrDefault(reserved => reserved.Name == name);
        var property = Names.Pascal(name);
        var type = reserved is not null
            ? Contract.Find(reserved.TypeName)
            : Records(shape.Group).Select(record => ContractTypes.Property(record, property)?.Type).FirstOrDefault(type => type is not null);
        return type?.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)
            ?? throw new InvalidOperationException($"The type of '{name}' of {shape.Name} is not known.");
    }

    private static INamedTypeSymbol?[] Records(OptionGroup group) => group switch
    {
        OptionGroup.BranchLabels => [Contract.CreateOptions],
        OptionGroup.Create => [Contract.CreateOptions, Contract.Resources],
        _ => [Contract.Record(group)],
    };

    [GeneratedRegex(@"<!-- bindable names -->\n(?<table>(\|[^\n]*\n)*)")]
    private static partial Regex Place();
}
