using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Compute.Gateway.Tests.Description;

/// <summary>The summaries of types and properties, from the documentation files beside their assemblies.</summary>
internal sealed partial class DocumentedMembers
{
    private readonly Dictionary<string, string> _summaries = new(StringComparer.Ordinal);

    public DocumentedMembers(params Assembly[] assemblies)
    {
        foreach (var assembly in assemblies)
        {
            var members = XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml")).Descendants("member");
            foreach (var member in members.Where(member => member.Element("summary") is not null))
            {
                _summaries[(string)member.Attribute("name")!] = Text(member.Element("summary")!);
            }

            // The parameters of a positional record document its properties.
            foreach (var member in members.Where(member => ((string)member.Attribute("name")!).StartsWith("T:", StringComparison.Ordinal)))
            {
                foreach (var parameter in member.Elements("param"))
                {
                    _summaries.TryAdd($"P:{((string)member.Attribute("name")!)[2..]}.{(string)parameter.Attribute("name")!}", Text(parameter));
                }
            }
        }
    }

    public string? SummaryOf(Type type) => _summaries.GetValueOrDefault($"T:{type.FullName}");

    public string? SummaryOf(PropertyInfo property) => _summaries.GetValueOrDefault($"P:{property.DeclaringType!.FullName}.{property.Name}");

    private static string Text(XElement element) => Space().Replace(string.Concat(element.Nodes().Select(Text)), " ").Trim();

    private static string Text(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" or "paramref" or "typeparamref" } reference =>
            ((string?)reference.Attribute("langword") ?? (string?)reference.Attribute("name") ?? (string?)reference.Attribute("cref") ?? "")
                .Split('(')[0].Split('.')[^1],
        XElement element => string.Concat(element.Nodes().Select(Text)),
        _ => "",
    };

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
