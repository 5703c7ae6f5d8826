using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Compute.Framework.Benchmarks;

/// <summary>A compilation of providers with their options and handles, and of as many files that have nothing to do with them.</summary>
internal static class GeneratorCorpus
{
    public const int Providers = 200;

    public static CSharpParseOptions ParseOptions { get; } = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest);

    public static CSharpCompilation Create() => CSharpCompilation.Create(
        "Corpus",
        [
            Parse(Usings, "Usings.cs"),
            .. Enumerable.Range(0, Providers).Select(number => Parse(Provider(number), $"Provider{number}.cs")),
            .. Enumerable.Range(0, Providers).Select(number => Parse(Unrelated(number, edit: 0), UnrelatedPath(number))),
        ],
        References(),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>Replaces one unrelated file by one with another method body, as a key stroke does.</summary>
    public static CSharpCompilation Edit(CSharpCompilation compilation, int edit)
    {
        var old = compilation.SyntaxTrees[^1];
        return compilation.ReplaceSyntaxTree(old, Parse(Unrelated(Providers - 1, edit), old.FilePath));
    }

    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Compute.Framework; global using Compute.Framework.Authoring;
        """;

    private static string UnrelatedPath(int number) => $"Unrelated{number}.cs";

    private static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(text, ParseOptions, path);

    private static ImmutableArray<MetadataReference> References() =>
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name
                && (name.StartsWith("System.", StringComparison.Ordinal)
                    || name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal)
                    || name is "Compute.Framework.dll" or "netstandard.dll"))
            .Select(path => MetadataReference.CreateFromFile(path))];

    private static string Provider(int number) => $$"""
        namespace Corpus.Area{{number % 10}};

        [ProviderSettings(EnvironmentPrefix = "CLOUD{{number}}")]
        public sealed partial record Cloud{{number}}Options
        {
            [Secret, Setup("Create a key at https://cloud.example/keys")]
            public required string ApiKey { get; init; }

            public Uri BaseUrl { get; init; } = new("https://api.cloud.example/v1");
        }

        [Provider("cloud-{{number}}", DisplayName = "Cloud {{number}}")]
        public sealed partial class Cloud{{number}}Provider(Cloud{{number}}Options options, HttpClient http)
        {
            [CreateSandbox]
            private Task<Vm{{number}}> CreateAsync(string? image, TimeSpan? lifetime, IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken) =>
                Call<Vm{{number}}>(image, lifetime, labels, cancellationToken);

            [GetSandbox]
            private Task<Vm{{number}}?> GetAsync(string sandboxId, CancellationToken cancellationToken) =>
                Call<Vm{{number}}?>(sandboxId, cancellationToken);

            [ListSandboxes]
            private IAsyncEnumerable<Vm{{number}}> ListAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

            [DestroySandbox]
            private Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) => Call<int>(sandboxId, cancellationToken);

            [RunCommand]
            private Task<ExecutionResult> RunAsync(Vm{{number}} vm, IReadOnlyList<string> arguments, string? workingDirectory, CancellationToken cancellationToken) =>
                Call<ExecutionResult>(vm, arguments, workingDirectory, cancellationToken);

            [ReadFile]
            private Task<Stream> ReadAsync(Vm{{number}} vm, string path, CancellationToken cancellationToken) => Call<Stream>(vm, path, cancellationToken);

            private Task<T> Call<T>(params object?[] values) => throw new InvalidOperationException($"{options.BaseUrl} {http.Timeout} {values.Length}");
        }

        public sealed record Vm{{number}}([property: SandboxId] string Id, [property: CreatedAt] DateTimeOffset Created, [property: Labels] IReadOnlyDictionary<string, string> Labels);
        """;

    private static string Unrelated(int number, int edit) => $$"""
        namespace Corpus.Other;

        /// <summary>Nothing that a generator looks for.</summary>
        public sealed class Unrelated{{number}}
        {
            private readonly Dictionary<string, int> _counts = [];

            public int Count(IEnumerable<string> words)
            {
                foreach (var word in words)
                {
                    _counts[word] = _counts.GetValueOrDefault(word) + 1;
                }

                return _counts.Count + {{edit}};
            }
        }
        """;
}
