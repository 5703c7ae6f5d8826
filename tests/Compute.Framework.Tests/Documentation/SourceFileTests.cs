namespace Compute.Framework.Tests.Documentation;

/// <summary>Files that can be read at once, on any screen.</summary>
public sealed class SourceFileTests
{
    private const int MaxLines = 300;
    private const int MaxColumns = 140;

    [Theory]
    [InlineData("src")]
    [InlineData("generators")]
    [InlineData("analyzers")]
    public void Files_have_at_most_300_lines_of_at_most_140_columns(string folder)
    {
        var files = SourceFiles(folder).ToList();

        Assert.NotEmpty(files);
        Assert.Empty(files.Where(file => file.Lines.Length > MaxLines).Select(file => $"{file.Name}: {file.Lines.Length} lines"));
        Assert.Empty(files.SelectMany(file => file.Lines
            .Select((line, index) => (Place: $"{file.Name}:{index + 1}", line.Length))
            .Where(line => line.Length > MaxColumns)
            .Select(line => $"{line.Place}: {line.Length} columns")));
    }

    private static IEnumerable<(string Name, string[] Lines)> SourceFiles(string folder) =>
        from file in Directory.EnumerateFiles(Path.Combine(SourceTree.Root, folder), "*.cs", SearchOption.AllDirectories)
        let name = Path.GetRelativePath(SourceTree.Root, file)
        where !name.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin")
        select (name, File.ReadAllLines(file));
}
