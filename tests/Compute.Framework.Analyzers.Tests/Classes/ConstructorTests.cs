namespace Compute.Framework.Analyzers.Tests;

public sealed class ConstructorTests : RuleTests
{
    public override string Id => "CFW0005";

    public override IReadOnlyList<string> Wrong =>
    [
        Author.With("HttpClient http)", "HttpClient http, string [|zone|])", "create/{options.Region}", "create/{options.Region}{zone}"),
        Author.With("PlainProvider(PlainOptions options, HttpClient http)", "PlainProvider(PlainOptions options, HttpClient http, PlainOptions [|second|])", "create/{options.Region}", "create/{second.Region}"),
        Author.With("class PlainProvider(", "class [|PlainProvider|](", "    [GetSandbox]", "    public PlainProvider() : this(new PlainOptions(), new HttpClient()) { }\n\n    [GetSandbox]"),
        Author.WithMember("public required string [|Region|] { get; init; }"),
    ];

    public override IReadOnlyList<string> Right =>
    [
        Author.With("HttpClient http)", "HttpClient http, TimeProvider time, IEnumerable<string> names)", "create/{options.Region}", "create/{options.Region}{time.GetUtcNow()}{names}"),
        Author.With("HttpClient http)", "HttpClient http, Names names)", "create/{options.Region}", "create/{names}", "public class Vm", "public sealed class Names;\n\npublic class Vm"),
        Author.WithMember("private const int Limit = 3;"),
    ];
}
