namespace Compute.Providers.Docker.Tests;

/// <summary>The provider stays small, and knows what engines differ in at one place.</summary>
/// <remarks>
/// Two engines and a foreign runtime cost lines where they are resolved as the kernel does it or reported in full: paths through links,
/// commands that cannot be started, sizes of terminals that are lost, log lines.
/// </remarks>
public sealed class SourceTests
{
    private const int MaxLines = 2300;
    private const int MaxLinesOfFile = 200;

    private static readonly (string Name, string[] Lines)[] Files = ReadFiles();

    [Fact]
    public void The_provider_has_less_than_2300_lines_of_code_in_files_of_at_most_200_lines()
    {
        Assert.NotEmpty(Files);
        Assert.Empty(Files.Where(file => file.Lines.Length > MaxLinesOfFile).Select(file => $"{file.Name}: {file.Lines.Length} lines"));
        Assert.InRange(Files.Sum(file => file.Lines.Count(IsCode)), 1, MaxLines - 1);
    }

    [Fact]
    public void One_file_knows_Podman()
    {
        var knowing = Files.Where(file => file.Lines.Where(IsCode).Any(NamesPodman)).Select(file => file.Name).ToArray();
        Assert.True(knowing.Length <= 1, string.Join(", ", knowing));
    }

    /// <summary>Neither blank nor a comment.</summary>
    private static bool IsCode(string line) =>
        !string.IsNullOrWhiteSpace(line) && !line.TrimStart().StartsWith("//", StringComparison.Ordinal);

    private static bool NamesPodman(string line) =>
        line.Contains("podman", StringComparison.OrdinalIgnoreCase) || line.Contains("libpod", StringComparison.OrdinalIgnoreCase);

    private static (string, string[])[] ReadFiles()
    {
        var root = Path.Combine(SourceTree.Root, "src", "Compute.Providers.Docker");
        return [.. from file in Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            let name = Path.GetRelativePath(root, file)
            where !name.StartsWith("obj", StringComparison.Ordinal) && !name.StartsWith("bin", StringComparison.Ordinal)
            select (name, File.ReadAllLines(file))];
    }
}
