namespace Compute.Framework.Analyzers.Tests;

public sealed class OwnImplementationTests : RuleTests
{
    public override string Id => "CFW0010";

    public override IReadOnlyList<string> Wrong =>
    [
        Author.With("class PlainProvider(PlainOptions options, HttpClient http)", "class [|PlainProvider|](PlainOptions options, HttpClient http) : IAsyncDisposable", "    [GetSandbox]", "    ValueTask IAsyncDisposable.DisposeAsync() => default;\n\n    [GetSandbox]"),
        Author.With("class PlainProvider(PlainOptions options, HttpClient http)", "class [|PlainProvider|](PlainOptions options, HttpClient http) : IDisposable", "    [GetSandbox]", "    void IDisposable.Dispose() { }\n\n    [GetSandbox]"),
        Author.With("class PlainProvider(PlainOptions options, HttpClient http)", "class [|PlainProvider|](PlainOptions options, HttpClient http) : {|CS0737:{|CS0535:{|CS0535:{|CS0535:{|CS0535:{|CS0535:{|CS0535:ISandboxProvider|}|}|}|}|}|}|}"),
    ];

    public override IReadOnlyList<string> Right =>
    [
        Author.With("HttpClient http)", "HttpClient http) : IAsyncDisposable", "    [GetSandbox]", "    public ValueTask DisposeAsync() => default;\n\n    [GetSandbox]"),
        Author.With("HttpClient http)", "HttpClient http) : IDisposable", "    [GetSandbox]", "    public void Dispose() { }\n\n    [GetSandbox]"),
    ];
}
