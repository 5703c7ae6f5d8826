using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Compute.Framework.Generators.Tests;

/// <summary>Sources with tokens missing, doubled or swapped: no exception, ever.</summary>
public sealed class DamageTests
{
    private const int Rounds = 60;

    public static TheoryData<string> Sources => [.. TestProviderFiles.Names, "(plain)"];

    [Theory]
    [MemberData(nameof(Sources))]
    public void Damaged_source_never_breaks_the_generator(string file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var source = file == "(plain)" ? PlainProvider.Source : TestProviderFiles.Read(file);
        var tokens = CSharpSyntaxTree.ParseText(source, GeneratorRun.ParseOptions, cancellationToken: TestContext.Current.CancellationToken)
            .GetRoot(TestContext.Current.CancellationToken).DescendantTokens().Select(token => token.ToFullString()).ToList();
        var random = new Random(4711);
        var driver = GeneratorRun.CreateDriver();
        var compilation = GeneratorRun.Compile([source]);
        var tree = compilation.SyntaxTrees[^1];
        var written = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var damaged = GeneratorRun.Parse(Damage(tokens, random), tree.FilePath);
            compilation = compilation.ReplaceSyntaxTree(tree, damaged);
            tree = damaged;

            driver = driver.RunGenerators(compilation, TestContext.Current.CancellationToken);

            var result = driver.GetRunResult();
            Assert.Empty(result.Diagnostics);
            Assert.Null(result.Results.Single().Exception);
            written += result.GeneratedTrees.Length;
        }

        // The damage must leave something to do, or the test would show nothing.
        Assert.NotEqual(0, written);
    }

    private static string Damage(IReadOnlyList<string> tokens, Random random)
    {
        var damaged = tokens.ToList();
        for (var times = random.Next(1, 6); times > 0; times--)
        {
            var place = random.Next(damaged.Count);
            switch (random.Next(4))
            {
                case 0:
                    damaged.RemoveAt(place);
                    break;
                case 1:
                    damaged.Insert(place, damaged[random.Next(damaged.Count)]);
                    break;
                case 2:
                    var other = random.Next(damaged.Count);
                    (damaged[place], damaged[other]) = (damaged[other], damaged[place]);
                    break;
                default:
                    damaged.RemoveRange(place, Math.Min(random.Next(1, 12), damaged.Count - place));
                    break;
            }
        }

        return string.Concat(damaged);
    }
}
