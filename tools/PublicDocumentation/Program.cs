using System.Xml.Linq;
using PublicDocumentation;

if (args is not [var assembly, var documentation])
{
    await Console.Error.WriteLineAsync("Usage: PublicDocumentation <assembly> <documentation file of the assembly, which is rewritten>");
    return 2;
}

var visible = PublicMembers.Of(assembly);
var document = XDocument.Load(documentation, LoadOptions.PreserveWhitespace);
foreach (var member in document.Descendants("member").Where(member => !visible.Contains((string)member.Attribute("name")!)).ToList())
{
    // With the line break and indentation before it.
    (member.PreviousNode as XText)?.Remove();
    member.Remove();
}

// At once, so that a build that is interrupted leaves no half of it.
document.Save(documentation + ".new", SaveOptions.DisableFormatting);
File.Move(documentation + ".new", documentation, overwrite: true);
return 0;
