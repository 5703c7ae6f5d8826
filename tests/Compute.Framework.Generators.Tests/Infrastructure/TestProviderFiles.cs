namespace Compute.Framework.Generators.Tests;

/// <summary>The providers of the folder TestProviders, which are compiled into this project, as text.</summary>
internal static class TestProviderFiles
{
    public static IReadOnlyList<string> Names { get; } =
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Tests, "TestProviders"), "*.cs").Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal)];

    public static TheoryData<string> Data => [.. Names];

    public static string Read(string name) => Repository.Read("TestProviders", name);

    public static string[] ReadAll() => [.. Names.Select(Read)];
}
