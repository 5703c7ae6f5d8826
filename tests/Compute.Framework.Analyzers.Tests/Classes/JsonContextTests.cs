namespace Compute.Framework.Analyzers.Tests;

public sealed class JsonContextTests : RuleTests
{
    private const string Calls = "public interface ICalls { [Refit.Get(\"/vms/{id}\")] Task<Extra> GetAsync(string id, CancellationToken cancellationToken); }\n";

    private const string Context = """
        public sealed class VmJson(System.Text.Json.JsonSerializerOptions? options) : System.Text.Json.Serialization.JsonSerializerContext(options)
        {
            public static VmJson Default { get; } = new(null);
            protected override System.Text.Json.JsonSerializerOptions? GeneratedSerializerOptions => null;
            public override System.Text.Json.Serialization.Metadata.JsonTypeInfo? GetTypeInfo(Type type) => null;
        }

        """;

    public override string Id => "CFW0015";

    public override IReadOnlyList<string> Wrong =>
    [
        With("[Provider(\"plain\")]", "ICalls [|calls|]", Calls),
        With("[Provider(\"plain\")]", "ICalls [|calls|]", Calls.Replace("Task<Extra>", "Task<Refit.ApiResponse<Extra>>", StringComparison.Ordinal)),
        With("[Provider(\"plain\")]", "ICalls [|calls|]", Calls.Replace("Task<Extra>", "Task", StringComparison.Ordinal).Replace("string id", "string id, [Refit.Body] Extra body", StringComparison.Ordinal)),
        With("[Provider(\"plain\", JsonContext = typeof(Vm))]", "ICalls calls", Calls).Replace("class PlainProvider", "class [|PlainProvider|]", StringComparison.Ordinal),
    ];

    public override IReadOnlyList<string> Right =>
    [
        With("[Provider(\"plain\", JsonContext = typeof(VmJson))]", "ICalls calls", Calls + Context),
        With("[Provider(\"plain\")]", "ICalls calls", Calls.Replace("<Extra>", "<string>", StringComparison.Ordinal)),
        With("[Provider(\"plain\")]", "ICalls calls", Calls.Replace("<Extra>", "", StringComparison.Ordinal)),
        With("[Provider(\"plain\")]", "ICalls calls", "public interface ICalls { Task<Extra> GetAsync(); }"),
    ];

    [Fact]
    public Task Context_of_the_project_is_offered() => VerifyFix.OneAsync(
        Id,
        With("[Provider(\"plain\", DisplayName = \"Plain\")]", "ICalls [|calls|]", Calls + Context),
        With("[Provider(\"plain\", DisplayName = \"Plain\", JsonContext = typeof(VmJson))]", "ICalls calls", Calls + Context));

    [Fact]
    public Task What_is_named_is_replaced() => VerifyFix.OneAsync(
        Id,
        With("[Provider(\"plain\", JsonContext = typeof(Vm))]", "ICalls calls", Calls + Context).Replace("class PlainProvider", "class [|PlainProvider|]", StringComparison.Ordinal),
        With("[Provider(\"plain\", JsonContext = typeof(VmJson))]", "ICalls calls", Calls + Context));

    [Fact]
    public Task Without_a_context_nothing_is_offered() => VerifyFix.NoneAsync(Id, Wrong[0]);

    private static string With(string attribute, string parameter, string types) => "#pragma warning disable CS9113\n"
        + Author.WithType(types).Replace("[Provider(\"plain\")]", attribute, StringComparison.Ordinal).Replace("HttpClient http)", $"HttpClient http, {parameter})", StringComparison.Ordinal);
}
