namespace Compute.Framework.Analyzers.Tests;

public sealed class ProviderNameTests : RuleTests
{
    public override string Id => "CFW0004";

    public override IReadOnlyList<string> Wrong =>
    [
        Author.With("[Provider(\"plain\")]", "[[|Provider(\"Plain\")|]]"),
        Author.With("[Provider(\"plain\")]", "[[|Provider(\"\")|]]"),
        Author.With("[Provider(\"plain\")]", "[[|Provider(\"my cloud\")|]]"),
        Author.With("[Provider(\"plain\")]", "[[|Provider(null!)|]]"),
        Author.With("[Provider(\"plain\")]", "[{|CS7036:[|Provider|]|}]"),
    ];

    public override IReadOnlyList<string> Right =>
    [
        Author.With("\"plain\")]", "\"my-cloud-2\")]"),
        Author.With("[Provider(\"plain\")]", "[Provider(Name)]", "[CreateSandbox]", "private const string Name = \"plain\";\n[CreateSandbox]"),
    ];
}
