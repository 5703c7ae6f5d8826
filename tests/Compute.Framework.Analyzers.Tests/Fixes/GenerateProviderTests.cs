using Compute.Framework.CodeFixes;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.Text;

namespace Compute.Framework.Analyzers.Tests.Fixes;

public sealed class GenerateProviderTests
{
    private const string Empty = "using Compute.Framework; using Compute.Framework.Authoring;\nnamespace New;\n\n[Provider(\"new\")]\npublic sealed partial class NewProvider\n{\n}\n";

    [Fact]
    public async Task Empty_provider_becomes_a_complete_one()
    {
        const string Expected = """
            using Compute.Framework; using Compute.Framework.Authoring;
            namespace New;

            [Provider("new")]
            public sealed partial class NewProvider
            {
                private readonly NewOptions _options;

                public NewProvider(NewOptions options)
                {
                    _options = options;
                }

                [CreateSandbox]
                private Task<NewSandbox> {|CFW4003:CreateAsync|}(CancellationToken cancellationToken) => throw new NotImplementedException();

                [GetSandbox]
                private Task<NewSandbox?> {|CFW4003:GetAsync|}(string sandboxId, CancellationToken cancellationToken) => throw new NotImplementedException();

                [ListSandboxes]
                private Task<IReadOnlyList<NewSandbox>> {|CFW4003:ListAsync|}(CancellationToken cancellationToken) => throw new NotImplementedException();

                [DestroySandbox]
                private Task {|CFW4003:DestroyAsync|}(string sandboxId, CancellationToken cancellationToken) => throw new NotImplementedException();

                [RunCommand]
                private Task<ExecutionResult> {|CFW4003:RunAsync|}(NewSandbox sandbox, IReadOnlyList<string> arguments, CancellationToken cancellationToken) => throw new NotImplementedException();
            }

            public sealed record NewSandbox([property: SandboxId] string Id);

            [ProviderSettings]
            public sealed partial record NewOptions
            {
            }
            """;

        var text = await GenerateAsync(Empty);

        Assert.Equal(Markup.Parse(Expected).Source, text);
        await Verify.DiagnosticsAsync(Expected);
    }

    [Theory]
    [InlineData("partial class NewProvider\n{\n}", "partial class NewProvider\n{\n    private int _size;\n}")]
    [InlineData("partial class NewProvider", "class NewProvider")]
    [InlineData("[Provider(\"new\")]\n", "")]
    public async Task Other_classes_are_left_alone(string piece, string replacement) =>
        Assert.Null(await GenerateAsync(Empty.Replace(piece, replacement, StringComparison.Ordinal)));

    private static async Task<string?> GenerateAsync(string source)
    {
        using var workspace = new AuthorWorkspace(source);
        var document = AuthorWorkspace.Sources(workspace.Solution)[0];
        CodeAction? action = null;
        await new GenerateProviderRefactoring().ComputeRefactoringsAsync(new CodeRefactoringContext(
            document,
            new TextSpan(source.IndexOf("NewProvider", StringComparison.Ordinal), 0),
            offered => action = offered,
            TestContext.Current.CancellationToken));
        if (action is null)
        {
            return null;
        }

        var operations = await action.GetOperationsAsync(TestContext.Current.CancellationToken);
        var changed = Assert.IsType<ApplyChangesOperation>(Assert.Single(operations)).ChangedSolution;
        return (await AuthorWorkspace.Sources(changed)[0].GetTextAsync(TestContext.Current.CancellationToken)).ToString();
    }
}
