namespace Compute.Framework.Analyzers.Tests.Fixes;

public sealed class HandleFixTests
{
    [Fact]
    public Task Id_is_marked() => VerifyFix.OneAsync("CFW0007", Author.With("[SandboxId] ", ""), Author.Source);

    [Fact]
    public Task Id_of_a_record_is_marked() => VerifyFix.OneAsync("CFW0007", Minimal.Source.Replace("[property: SandboxId] ", "", StringComparison.Ordinal), Minimal.Source);

    [Fact]
    public Task Only_the_id_stays_marked() => VerifyFix.OneAsync(
        "CFW0007",
        Author.With("[CreatedAt] public DateTimeOffset Since", "[SandboxId] public string Since"),
        Author.With("[CreatedAt] public DateTimeOffset Since", "public string Since"));

    [Fact]
    public Task Nothing_is_offered_where_several_properties_could_be_the_id() => VerifyFix.NoneAsync(
        "CFW0007",
        Minimal.Source.Replace("record Vm([property: SandboxId] string Id)", "record Vm(string Key, string Name) { internal string Id() => Key; }\npublic sealed record Other(string A)", StringComparison.Ordinal).Replace("new Vm(\"1\")", "new Vm(\"1\", \"2\")", StringComparison.Ordinal).Replace("vm.Id.Length", "vm.Key.Length", StringComparison.Ordinal));

    [Fact]
    public Task Private_id_becomes_readable() => VerifyFix.OneAsync(
        "CFW0007",
        Author.With("[SandboxId] public string Id { get; init; } = \"\";", "[SandboxId] private string Name => Id;\n    public string Id { get; init; } = \"\";"),
        Author.With("[SandboxId] public string Id { get; init; } = \"\";", "[SandboxId] internal string Name => Id;\n    public string Id { get; init; } = \"\";"));

    [Fact]
    public Task Attribute_that_does_not_fit_is_removed() => VerifyFix.OneAsync(
        "CFW0008",
        Author.With("[CreatedAt] public DateTimeOffset Since", "[Labels] public IDictionary<string, string>? Since"),
        Author.With("[CreatedAt] public DateTimeOffset Since", "public IDictionary<string, string>? Since"));

    [Fact]
    public Task Method_with_a_reserved_name() => VerifyFix.OneAsync("CFW0009", Author.With("Task<Vm> MakeAsync(", "Task<Vm> Create("), Author.With("Task<Vm> MakeAsync(", "Task<Vm> CreateAsync("));

    [Fact]
    public Task Property_with_a_reserved_name() => VerifyFix.OneAsync(
        "CFW0009",
        Author.WithMember("public string Sandbox => options.Region + nameof(Sandbox);"),
        Author.WithMember("public string PlainSandbox => options.Region + nameof(PlainSandbox);"));

    [Fact]
    public Task Handle_with_a_reserved_name() => VerifyFix.OneAsync("CFW0009", Author.With("Vm", "Sandbox"), Author.With("Vm", "SandboxHandle"));

    [Fact]
    public Task Member_with_a_name_like_the_compilers() => VerifyFix.OneAsync(
        "CFW0009",
        Author.WithMember("private readonly string __cfwRuntime = nameof(__cfwRuntime);\n\n    public string Text => __cfwRuntime;"),
        Author.WithMember("private readonly string Runtime = nameof(Runtime);\n\n    public string Text => Runtime;"));

    [Fact]
    public Task Name_with_nothing_behind_stays() => VerifyFix.NoneAsync("CFW0009", Author.WithMember("public string __cfw_ => options.Region;"));

    [Fact]
    public Task Interface_is_left_to_the_compiler() => VerifyFix.OneAsync(
        "CFW0010",
        Author.With("HttpClient http)", "HttpClient http) : IDisposable, ISandboxProvider", "    [GetSandbox]", "    public void Dispose() { }\n\n    [GetSandbox]"),
        Author.With("HttpClient http)", "HttpClient http) : IDisposable", "    [GetSandbox]", "    public void Dispose() { }\n\n    [GetSandbox]"));

    [Fact]
    public Task Only_interface_is_left_to_the_compiler() => VerifyFix.OneAsync("CFW0010", Author.With("HttpClient http)", "HttpClient http) : ISandboxProvider"), Author.Source);

    [Fact]
    public Task Disposal_becomes_public() => VerifyFix.OneAsync(
        "CFW0010",
        Author.With("HttpClient http)", "HttpClient http) : IAsyncDisposable", "    [GetSandbox]", "    ValueTask IAsyncDisposable.DisposeAsync() => default;\n\n    [GetSandbox]"),
        Author.With("HttpClient http)", "HttpClient http) : IAsyncDisposable", "    [GetSandbox]", "    public ValueTask DisposeAsync() => default;\n\n    [GetSandbox]"));

    [Fact]
    public Task Synchronous_disposal_becomes_public() => VerifyFix.OneAsync(
        "CFW0010",
        Author.With("HttpClient http)", "HttpClient http) : IDisposable", "    [GetSandbox]", "    void IDisposable.Dispose() { }\n\n    [GetSandbox]"),
        Author.With("HttpClient http)", "HttpClient http) : IDisposable", "    [GetSandbox]", "    public void Dispose() { }\n\n    [GetSandbox]"));
}
