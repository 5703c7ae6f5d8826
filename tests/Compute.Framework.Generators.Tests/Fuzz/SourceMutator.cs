using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Compute.Framework.Generators.Tests.Fuzz;

/// <summary>Changes a source a little: most of what comes out still has the shape of a provider, wrong in one place or two.</summary>
internal sealed class SourceMutator(string source, CSharpParseOptions options, Random random)
{
    /// <summary>What a token can turn into, beside any other token of the source.</summary>
    private static readonly string[] Words =
    [
        "string", "int", "object", "void", "dynamic", "Task", "ValueTask", "List<int>", "CancellationToken", "Missing", "global::System", "T", "T[]", "int*",
        "static", "async", "partial", "abstract", "required", "private", "public", "file", "record", "struct", "interface", "enum", "ref", "out", "in", "params", "this",
        "null", "default", "\"\"", "\"A b\"", "0", "nameof(Vm)", "typeof(int)", "@class", "Compute", "System", "Sandbox", "Create", "__cfwRuntime", "\u00e9t\u00e9",
        "?", "!", "=>", "{ }", "()", "<", ">", "[", "]", ",", ";", "= 1", "= null", ": this()", "where T : class", "#nullable disable\n", "/*", "\"",
    ];

    private readonly string[] _tokens =
        [.. CSharpSyntaxTree.ParseText(source, options).GetRoot().DescendantTokens().Select(token => token.ToFullString())];

    public string Next()
    {
        var tokens = _tokens.ToList();
        for (var times = random.Next(10) == 0 ? random.Next(2, 6) : 1; times > 0; times--)
        {
            Change(tokens);
        }

        return string.Concat(tokens);
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
