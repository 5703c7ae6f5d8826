namespace Compute.Framework.Analyzers.Tests;

public sealed class SecretShownTests : RuleTests
{
    public override string Id => "CFW4008";

    public override IReadOnlyList<string> Wrong =>
    [
        Author.WithSetting("public override string ToString() => $\"key {[|Key|]}\";"),
        Author.WithSetting("private bool PrintMembers(System.Text.StringBuilder text) { text.Append(\"Key = \").Append([|Key|]); return true; }"),
        Author.WithSetting("public override string ToString() => Region.Length > 0 ? \"key \" + [|Key|] : \"\";"),
        Author.WithMember("private void Check() { if (options.Key.Length < 3) throw new InvalidOperationException($\"The key {[|options.Key|]} is too short.\"); }"),
        Author.WithMember("private void Check() => Console.WriteLine(\"{0}\", [|options.Key|]);"),
    ];

    public override IReadOnlyList<string> Right =>
    [
        Author.WithSetting("public override string ToString() => $\"key {(Key.Length > 0 ? \"set\" : \"not set\")} in {Region}\";"),
        Author.WithSetting("public override string ToString() => string.IsNullOrEmpty(Key) ? \"no key\" : \"a key\";"),
        Author.WithMember("private void Authorize(HttpRequestMessage request) => request.Headers.Authorization = new(\"Bearer\", options.Key);"),
        Author.WithMember("private static string Show(PlainOptions all) => all.Region + all.Key.Length;"),
    ];
}
