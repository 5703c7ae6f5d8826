using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Compute.Framework.Packages.Tests;

/// <summary>The documentation file of a package, and its list of what is public, agree with its assembly.</summary>
public sealed partial class DocumentationTests(PackedPackages packages)
{
    public static TheoryData<string> Libraries =>
        [.. Repository.PackageIds.Where(id => Directory.Exists(Path.Combine(Repository.Root, "src", id)))];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void The_documentation_has_the_public_types_and_members_and_no_others(string id)
    {
        using var assembly = new PEReader(new MemoryStream(packages.Read(id, $"lib/net10.0/{id}.dll")));
        var visible = VisibleNames(assembly.GetMetadataReader());
        var documented = XElement.Parse(System.Text.Encoding.UTF8.GetString(packages.Read(id, $"lib/net10.0/{id}.xml")).TrimStart('\uFEFF'))
            .Descendants("member")
            .Select(member => (string)member.Attribute("name")!)
            .ToList();

        Assert.Empty(documented.Select(Name).Except(visible));
        Assert.Empty(visible.Where(name => name.StartsWith("T:", StringComparison.Ordinal)).Except(documented));
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void The_public_api_is_written_down(string id)
    {
        // The compiler holds the two lists to the sources (RS0016, RS0017), where there are lists.
        string[] files = ["PublicAPI.Shipped.txt", "PublicAPI.Unshipped.txt"];
        var lists = files.Select(file => File.ReadAllLines(Path.Combine(Repository.Root, "src", id, file))).ToList();
        Assert.All(lists, list => Assert.Equal("#nullable enable", list[0]));
        Assert.NotEmpty(lists.SelectMany(list => list.Skip(1)));
    }

    // Without parameters and generic arity of methods: overloads that differ in visibility are told apart by the tool alone.
    private static string Name(string documentationId) => Signature().Replace(documentationId, "");

    private static HashSet<string> VisibleNames(MetadataReader metadata)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (var type in metadata.TypeDefinitions.Select(metadata.GetTypeDefinition).Where(type => IsVisible(metadata, type)))
        {
            var name = NameOf(metadata, type);
            names.Add("T:" + name);
            names.UnionWith(type.GetMethods().Select(metadata.GetMethodDefinition)
                .Where(method => IsVisible(method.Attributes & MethodAttributes.MemberAccessMask))
                .Select(method => metadata.GetString(method.Name))
                .SelectMany(method => Forms(name, method)));
            names.UnionWith(type.GetFields().Select(metadata.GetFieldDefinition)
                .Where(field => IsVisible((MethodAttributes)(field.Attributes & FieldAttributes.FieldAccessMask)))
                .Select(field => $"F:{name}.{metadata.GetString(field.Name)}"));
        }

        return names;
    }

    // A property or an event is as visible as its accessors.
    private static IEnumerable<string> Forms(string type, string method) =>
        method.Split('_', 2) switch
        {
            ["get" or "set", var property] => [$"P:{type}.{property}"],
            ["add" or "remove", var @event] => [$"E:{type}.{@event}"],
            _ => [$"M:{type}.{method.Replace('.', '#')}"],
        };

    private static bool IsVisible(MetadataReader metadata, TypeDefinition type) =>
        (type.Attributes & TypeAttributes.VisibilityMask) switch
        {
            TypeAttributes.Public => true,
            TypeAttributes.NestedPublic or TypeAttributes.NestedFamily or TypeAttributes.NestedFamORAssem =>
                IsVisible(metadata, metadata.GetTypeDefinition(type.GetDeclaringType())),
            _ => false,
        };

    // The values are the same for methods and fields.
    private static bool IsVisible(MethodAttributes access) =>
        access is MethodAttributes.Public or MethodAttributes.Family or MethodAttributes.FamORAssem;

    private static string NameOf(MetadataReader metadata, TypeDefinition type)
    {
        var name = metadata.GetString(type.Name);
        return type.GetDeclaringType() is { IsNil: false } outer ? $"{NameOf(metadata, metadata.GetTypeDefinition(outer))}.{name}"
            : metadata.GetString(type.Namespace) is { Length: > 0 } space ? $"{space}.{name}"
            : name;
    }

    [GeneratedRegex(@"(``\d+)?(\(.*)?(~.*)?$")]
    private static partial Regex Signature();
}
