namespace Compute.Framework.Generators.Tests.Fuzz;

/// <summary>The providers to be mutated: those of the tests, and those of the samples that stand in one file.</summary>
internal static class ProviderSources
{
    public const string Plain = "(plain)";

    private const string Sample = "samples/";

    public static IReadOnlyList<string> Names { get; } =
    [
        .. TestProviderFiles.Names,
        Sample + "MinimalProvider/MinimalProvider.cs",
    ];

    public static string Read(string name) => name switch
    {
        Plain => PlainProvider.Source,
        _ when name.StartsWith(Sample, StringComparison.Ordinal) => File.ReadAllText(Path.Combine(Repository.Root, name)),
        _ => TestProviderFiles.Read(name),
    };
}
