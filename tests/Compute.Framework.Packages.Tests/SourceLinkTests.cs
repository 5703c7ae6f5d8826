using System.Reflection.Metadata;
using System.Text;

namespace Compute.Framework.Packages.Tests;

/// <summary>Where a debugger finds the sources of what the repository's settings build.</summary>
[Collection(BuiltSolutionTests.Name)]
public sealed class SourceLinkTests(BuiltSolution solution)
{
    private static readonly Guid SourceLink = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");

    [Fact]
    public async Task Symbols_say_where_the_sources_are_when_the_repository_has_a_remote()
    {
        solution.AssertClean("Linked");
        var directory = solution.DirectoryOf("Linked");
        var head = await HostProcess.RunAsync(["git", "rev-parse", "HEAD"], directory, cancellationToken: TestContext.Current.CancellationToken);
        var commit = head.EnsureSuccess().StandardOutputText.Trim();

        using var file = File.OpenRead(Path.Combine(directory, "bin", "Release", "net10.0", "Linked.pdb"));
        using var provider = MetadataReaderProvider.FromPortablePdbStream(file);
        var symbols = provider.GetMetadataReader();
        var link = symbols.GetCustomDebugInformation(EntityHandle.ModuleDefinition)
            .Select(symbols.GetCustomDebugInformation)
            .Single(information => symbols.GetGuid(information.Kind) == SourceLink);

        Assert.Equal(
            "{\"documents\":{\"/_/*\":\"https://raw.githubusercontent.com/example/linked/" + commit + "/*\"}}",
            Encoding.UTF8.GetString(symbols.GetBlobBytes(link.Value)));
        Assert.Contains(symbols.Documents, document => symbols.GetString(symbols.GetDocument(document).Name) == "/_/Source.cs");
        Assert.All(
            symbols.Documents,
            document => Assert.StartsWith("/_/", symbols.GetString(symbols.GetDocument(document).Name), StringComparison.Ordinal));
    }
}
