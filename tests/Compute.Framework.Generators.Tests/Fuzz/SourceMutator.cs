using Microsoft.CodeAnalysis;

namespace Compute.Framework.Generators.Tests.Fuzz;

/// <summary>A file of a provider with something changed in it.</summary>
/// <param name="Path">The file.</param>
/// <param name="Text">What is in it now.</param>
internal sealed record MutatedSource(string Path, string Text);

/// <summary>Changes a file a little: most of what comes out still has the shape of a provider, wrong in one place or two.</summary>
internal sealed class SourceMutator(IReadOnlyList<SyntaxTree> sources, Random random)
{
    /// <summary>What a token can turn into, beside any other token of the source.</summary>
    private static readonly string[] Words =
    [
        "string", "int", "object", "void", "dynamic", "Task", "ValueTask", "List<int>", "CancellationToken", "Missing", "global::System", "T", "T[]", "int*",
        "static", "async", "partial", "abstract", "required", "private", "public", "file", "record", "struct", "interface", "enum", "ref", "out", "in", "params", "this",
        "null", "default", "\"\"", "\"A b\"", "0", "nameof(Vm)", "typeof(int)", "@class", "Compute", "System", "Sandbox", "Create", "__cfwRuntime", "__cfwDriver", "Command", "String", "Attribute", "Core", "\u00e9t\u00e9",
        "?", "!", "=>", "{ }", "()", "<", ">", "[", "]", ",", ";", "= 1", "= null", ": this()", "where T : class", "#nullable disable\n", "/*", "\"",
    ];

    private readonly List<(string Path, string[] Tokens)> _sources =
        [.. sources.Select(source => (source.FilePath, source.GetRoot().DescendantTokens().Select(token => token.ToFullString()).ToArray()))];

    public MutatedSource Next()
    {
        var (path, text) = _sources[random.Next(_sources.Count)];
        var tokens = text.ToList();
        for (var times = random.Next(10) == 0 ? random.Next(2, 6) : 1; times > 0; times--)
        {
            Change(tokens);
        }

        return new(path, string.Concat(tokens));
    }

    private void Change(List<string> tokens)
    {
        var place = random.Next(tokens.Count - 1);
        switch (random.Next(6))
        {
            case 0:
                tokens.RemoveAt(place);
                break;
            case 1:
                tokens.Insert(place, tokens[place]);
                break;
            case 2:
                (tokens[place], tokens[place + 1]) = (tokens[place + 1], tokens[place]);
                break;
            case 3:
                tokens[place] = tokens[random.Next(tokens.Count)];
                break;
            case 4:
                tokens[place] = $" {Words[random.Next(Words.Length)]} ";
                break;
            default:
                tokens.Insert(place, $" {Words[random.Next(Words.Length)]} ");
                break;
        }
    }
}
