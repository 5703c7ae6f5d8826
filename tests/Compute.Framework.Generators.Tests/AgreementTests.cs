using Compute.Framework.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Compute.Framework.Generators.Tests;

/// <summary>An analyzer, which sees the generated half too, finds the problems that the generator found without it.</summary>
public sealed class AgreementTests
{
    public static TheoryData<string> Sources => [.. TestProviderFiles.ReadAll(), PlainProvider.Source, PlainProvider.With("TimeSpan? timeout", "TimeSpan timeout"), PlainProvider.With("MakeAsync", "Create")];

    [Theory]
    [MemberData(nameof(Sources))]
    public void Problems_are_the_same_with_the_generated_half(string source)
    {
        var run = GeneratorRun.Of(source);

        foreach (var model in Models.Providers(run))
        {
            var type = run.Output.GetTypeByMetadataName(model.Type.MetadataName)!;
            Assert.Equal(model.Problems, ProviderParser.Parse(type, AttributeOf(type, "ProviderAttribute"), run.Output).Problems);
        }

        foreach (var model in Models.Options(run))
        {
            var type = run.Output.GetTypeByMetadataName(model.Type.MetadataName)!;
            Assert.Equal(model.Problems, OptionsParser.Parse(type, AttributeOf(type, "ProviderSettingsAttribute"), run.Output).Problems);
        }
    }

    private static AttributeData AttributeOf(INamedTypeSymbol type, string name) => type.GetAttributes().First(attribute => attribute.AttributeClass?.Name == name);
}
