using Compute.Framework.Generators.Tests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Compute.Framework.Analyzers.Tests;

public sealed class LanguageVersionTests : RuleTests
{
    /// <summary>Written in an older C#, so that only the generated code needs a newer one.</summary>
    private const string Text = """
        using Compute.Framework; using Compute.Framework.Authoring;
        namespace Plain;
        [{0}Provider("plain"){1}]
        public sealed partial class PlainProvider
        {
            public PlainProvider(PlainOptions options) => Options = options;
            private PlainOptions Options { get; }
            [CreateSandbox] private Task<Vm> MakeAsync(string? image, CancellationToken cancellationToken) => Task.FromResult(new Vm { Id = image + Options.Key });
            [GetSandbox] private Task<Vm?> FindAsync(string sandboxId, CancellationToken cancellationToken) => Task.FromResult<Vm?>(new Vm { Id = sandboxId });
            [ListSandboxes] private Task<IReadOnlyList<Vm>> ListAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Vm>>(new List<Vm>());
            [DestroySandbox] private Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) => Task.Delay(sandboxId.Length, cancellationToken);
            [RunCommand] private Task<ExecutionResult> RunAsync(Vm vm, IReadOnlyList<string> arguments, CancellationToken cancellationToken) => Task.FromResult(ExecutionResult.Exited(arguments.Count));
        }

        public class Vm
        {
            [SandboxId] public string Id { get; set; } = "";
            [CreatedAt] public DateTimeOffset? Since { get; set; }
        }

        [{0}ProviderSettings{1}]
        public sealed partial record PlainOptions
        {
            [Secret] public string? Key { get; init; }
            public IReadOnlyList<string> Names { get; init; } = new List<string>();
        }
        """;

    public override string Id => "CFW9001";

    public override IReadOnlyList<string> Wrong => [With("[|", "|]")];

    public override IReadOnlyList<string> Right => ["public sealed class Plain { }", "using Compute.Framework; using Compute.Framework.Authoring; public sealed class Plain { public Command? Last { get; set; } }"];

    /// <summary>What the rule is about.</summary>
    internal override bool GeneratedCodeCompiles => false;

    [Fact]
    public async Task Version_that_is_needed_suffices()
    {
        var run = await AnalyzerRun.OfAsync(Compile(With("", ""), LanguageVersionAnalyzer.Needed));

        Assert.Empty(run.Diagnostics);
    }

    /// <summary>The version before the one that is needed, in which the generated code does not compile.</summary>
    internal override CSharpCompilation Compile(string source) => Compile(source, LanguageVersionAnalyzer.Needed - 100);

    private static string With(string open, string close) => Text.Replace("{0}", open, StringComparison.Ordinal).Replace("{1}", close, StringComparison.Ordinal);

    private static CSharpCompilation Compile(string source, LanguageVersion version)
    {
        var compilation = AuthorCompilation.Create([source]);
        return compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(compilation.SyntaxTrees.Select(tree =>
            CSharpSyntaxTree.ParseText(tree.GetText(), AuthorCompilation.ParseOptions.WithLanguageVersion(version), tree.FilePath)));
    }
}
