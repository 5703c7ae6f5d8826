using Microsoft.CodeAnalysis;

namespace Compute.Framework.Generators.Tests;

/// <summary>Members whose use is an error or a warning: the generated text uses them, and compiles without either.</summary>
public sealed class UseNotesTests
{
    private const string Region = "public string Region { get; init; } = \"north\";";
    private const string Error = "[Obsolete(\"Gone.\", error: true)] ";
    private const string ErrorWithId = "[Obsolete(\"Gone.\", error: true, DiagnosticId = \"GONE1\", UrlFormat = \"https://gone.example/{0}\")] ";
    private const string Warning = "[Obsolete(\"Going.\", DiagnosticId = \"GOING1\")] ";
    private const string Experimental = "[System.Diagnostics.CodeAnalysis.Experimental(\"NEW1\")] ";
    private const string Untrimmed = "[System.Diagnostics.CodeAnalysis.RequiresUnreferencedCode(\"No.\"), System.Diagnostics.CodeAnalysis.RequiresDynamicCode(\"No.\")] ";
    private const string Preview = "[System.Runtime.Versioning.RequiresPreviewFeatures] ";
    private const string Platform = "[System.Runtime.Versioning.SupportedOSPlatform(\"linux\")] ";

    private static readonly string[] s_marks = [Error, ErrorWithId, Warning, Experimental, Preview, Platform, "[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)] "];

    public static TheoryData<string, string> Members
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var mark in s_marks)
            {
                // A setting and its accessor, a method, members of the handle.
                data.Add(Region, $"{Region} {mark}public string Old {{ get; init; }} = \"\";");
                data.Add(Region, $"{Region} [Secret] {mark}public string? Old {{ get; init; }}");
                data.Add("[RunCommand]", mark + "[RunCommand]");
                data.Add("[CreateSandbox]", mark + "[CreateSandbox]");
                data.Add("[CreatedAt]", mark + "[CreatedAt]");
                data.Add("[SandboxId]", mark + "[SandboxId]");

                // The class, with all that is in it; the constructor; the provider's own options.
                data.Add("[Provider(\"plain\")]", "[Provider(\"plain\")] " + mark);
                data.Add("[Provider(\"plain\")]", $"[Provider(\"plain\")] [method: {mark.Trim().TrimStart('[')}");
                if (!mark.Contains("error: true", StringComparison.Ordinal))
                {
                    // Settings that are an error to use cannot be taken by the author's own constructor.
                    data.Add("[ProviderSettings]", "[ProviderSettings] " + mark);
                }
            }

            // What a compiler or a debugger knows of a method, and says nothing of its callers.
            data.Add("[RunCommand]", "[System.Runtime.CompilerServices.OverloadResolutionPriority(-1), System.Diagnostics.StackTraceHidden, System.Diagnostics.DebuggerHidden] [RunCommand]");
            data.Add("[RunCommand]", "[System.Diagnostics.CodeAnalysis.DoesNotReturn, System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)] [RunCommand]");
            data.Add("[RunCommand]", Untrimmed + "[RunCommand]");
            data.Add(Region, $"{Region} public string Old {{ get; {Experimental}init; }} = \"\";");
            data.Add(Region, $"{Region} public string Old {{ {Error}get; init; }} = \"\"; public string Older {{ get; {Error}init; }} = \"\";");
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Members))]
    public void Generated_text_may_use_them(string piece, string replacement)
    {
        // Where the author's own code uses what is marked, the author has disabled what is said about it.
        var source = "#pragma warning disable CS0612, CS0618, GONE1, GOING1, NEW1, CS9113\n" + PlainProvider.With(piece, replacement);
        var compilation = GeneratorRun.Compile([source]);
        var run = GeneratorRun.Of(compilation);
        var authors = compilation.SyntaxTrees.ToHashSet();
        var found = run.Output.GetDiagnostics(TestContext.Current.CancellationToken).Where(found => found.Severity >= DiagnosticSeverity.Warning && !found.IsSuppressed).ToList();

        Assert.Empty(Models.Problems(run));
        Assert.DoesNotContain(found, problem => problem.Location.SourceTree is not { } tree || !authors.Contains(tree));
        Assert.NotEmpty(run.Texts);
    }

    [Fact]
    public void Handle_that_is_an_error_to_use_is_reported()
    {
        var source = PlainProvider.Source;
        foreach (var operation in new[] { "CreateSandbox", "GetSandbox", "ListSandboxes", "RunCommand", "CreateSnapshot" })
        {
            source = source.Replace($"[{operation}]", $"{Error}[{operation}]", StringComparison.Ordinal);
        }

        var run = GeneratorRun.Of(source.Replace("public class Vm", Error + "public class Vm", StringComparison.Ordinal));

        Assert.Equal("CFW0011", Assert.Single(Models.Problems(run)).Id);
        Assert.DoesNotContain("Plain.PlainProvider.g.cs", run.Texts.Keys);
    }

    [Fact]
    public void Provider_that_is_an_error_to_use_is_in_no_registry()
    {
        var text = GeneratorRun.Of(PlainProvider.With("[Provider(\"plain\")]", Error + "[Provider(\"plain\")]")).AssertClean().Texts["Plain.PlainProvider.g.cs"];

        Assert.DoesNotContain("ProviderExport", text, StringComparison.Ordinal);
        Assert.Contains("[global::System.Obsolete]", text, StringComparison.Ordinal);
    }
}
