using System.Reflection;
using System.Text.RegularExpressions;

namespace Compute.Framework.Testing.Tests;

/// <summary>The compiled catalogue is what the attributes say, which is what the generator reads.</summary>
public sealed partial class CatalogueTests
{
    [Fact]
    public void The_catalogue_has_exactly_the_attributed_methods()
    {
        var attributed = Attributed().Select(entry => (entry.Id, entry.Method)).OrderBy(entry => entry.Id, StringComparer.Ordinal);
        var listed = ComplianceCatalogue.Cases.Select(info => (info.Id, info.Run.Method)).OrderBy(entry => entry.Id, StringComparer.Ordinal);
        Assert.Equal(attributed, listed);
    }

    [Fact]
    public void The_catalogue_proves_what_the_attributes_say()
    {
        foreach (var (id, method) in Attributed())
        {
            var expected = method.GetCustomAttributes<ProvesAttribute>().Select(proves => new OptionCell(proves.Operation, proves.Option)).ToHashSet();
            Assert.Equal(expected, ComplianceCatalogue.Cases.Single(info => info.Id == id).Proves.ToHashSet());
        }
    }

    [Fact]
    public void Every_operation_has_a_case_that_proves_it()
    {
        var proven = ComplianceCatalogue.Cases.SelectMany(info => info.Proves).Where(cell => cell.Option is null).Select(cell => cell.Operation);
        Assert.Equal(Enum.GetValues<SandboxOperation>(), proven.Distinct().Order());
    }

    [Fact]
    public void Ids_are_unique_group_and_kebab_name()
    {
        Assert.Equal(ComplianceCatalogue.Cases.Count, ComplianceCatalogue.Cases.Select(info => info.Id).Distinct().Count());
        Assert.All(ComplianceCatalogue.Cases, info => Assert.Matches(IdPattern(), info.Id));
    }

    [Fact]
    public void The_page_counts_the_cases_of_each_group()
    {
        var page = File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "compliance.md"));
        var told = RowPattern().Matches(page).ToDictionary(row => row.Groups[1].Value, row => int.Parse(row.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture));
        var counted = ComplianceCatalogue.Cases.GroupBy(info => info.Group).ToDictionary(group => group.Key, group => group.Count());
        Assert.Equal(counted.OrderBy(group => group.Key, StringComparer.Ordinal), told.OrderBy(group => group.Key, StringComparer.Ordinal));
    }

    [Fact]
    public void Cases_have_the_shape_that_the_generator_reads()
    {
        Assert.All(Attributed(), entry =>
        {
            Assert.True(entry.Method.IsStatic && entry.Method.IsPublic, entry.Id);
            Assert.Equal(typeof(Task), entry.Method.ReturnType);
            Assert.Equal([typeof(ComplianceContext)], entry.Method.GetParameters().Select(parameter => parameter.ParameterType));
            Assert.Equal("Compute.Framework.Testing", entry.Method.DeclaringType!.Namespace);
        });
    }

    private static IEnumerable<(string Id, MethodInfo Method)> Attributed() =>
        from type in typeof(ComplianceCatalogue).Assembly.GetTypes()
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        let attribute = method.GetCustomAttribute<ComplianceCaseAttribute>()
        where attribute is not null
        select (attribute.Id, method);

    [GeneratedRegex(@"^\| ([a-z]+) \| (\d+) \|", RegexOptions.Multiline)]
    private static partial Regex RowPattern();

    [GeneratedRegex("^[a-z]+/[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex IdPattern();
}
