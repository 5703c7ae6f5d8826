namespace Compute.Framework.Analyzers.Tests.Fixes;

public sealed class TokenFixTests
{
    [Fact]
    public Task Token_replaces_none() => VerifyFix.OneAsync(
        "CFW1004",
        Author.With("Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) => SendAsync(\"destroy\", sandboxId, cancellationToken)", "Task DestroyAsync(string sandboxId) => SendAsync(\"destroy\", sandboxId, CancellationToken.None)"),
        Author.Source);

    [Fact]
    public Task Token_is_passed_to_optional_parameters_and_overloads() => VerifyFix.OneAsync("CFW1004", Waiting("", "", ""), Waiting(", CancellationToken cancellationToken", ", cancellationToken", "cancellationToken"));

    [Fact]
    public Task Callers_pass_what_they_have() => VerifyFix.OneAsync(
        "CFW1004",
        Author.With(
            "Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) => SendAsync(\"destroy\", sandboxId, cancellationToken)", "Task DestroyAsync(string sandboxId) => SendAsync(\"destroy\", sandboxId, CancellationToken.None)",
            "await SendAsync(\"snapshot\", vm.Id, name, cancellationToken);", "await DestroyAsync(name ?? vm.Id);",
            "    [GetSandbox]", "    private Task EndAsync() => DestroyAsync(\"1\");\n\n    [GetSandbox]"),
        Author.With(
            "await SendAsync(\"snapshot\", vm.Id, name, cancellationToken);", "await DestroyAsync(name ?? vm.Id, cancellationToken);",
            "    [GetSandbox]", "    private Task EndAsync() => DestroyAsync(\"1\", default);\n\n    [GetSandbox]"));

    [Fact]
    public Task Token_moves_to_the_end() => VerifyFix.OneAsync("CFW1004", First("CancellationToken cancellationToken, IReadOnlyList<string> arguments, TimeSpan? timeout"), Author.Source);

    [Fact]
    public Task Token_moves_in_calls_too() => VerifyFix.OneAsync(
        "CFW1004",
        First("CancellationToken cancellationToken, IReadOnlyList<string> arguments, TimeSpan? timeout").Replace("    [CreateSnapshot]", "    private Task AgainAsync(Vm vm) => RunAsync(vm, CancellationToken.None, [\"a\"], null);\n\n    [CreateSnapshot]", StringComparison.Ordinal),
        Author.With("    [CreateSnapshot]", "    private Task AgainAsync(Vm vm) => RunAsync(vm, [\"a\"], null, CancellationToken.None);\n\n    [CreateSnapshot]"));

    [Fact]
    public Task All_at_once() => VerifyFix.AllAsync("CFW1004", Tokenless("", ""), Tokenless(", CancellationToken cancellationToken", "cancellationToken"), "add token");

    private static string First(string parameters) => Author.With("IReadOnlyList<string> arguments, TimeSpan? timeout, CancellationToken cancellationToken", parameters);

    private static string Waiting(string parameter, string optional, string overload) => Author.With(
        "private Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) => SendAsync(\"destroy\", sandboxId, cancellationToken);",
        $$"""
        private async Task DestroyAsync(string sandboxId{{parameter}})
            {
                using var response = await http.GetAsync(new Uri("https://plain.example/" + await NameAsync(sandboxId{{optional}})){{optional}});
                await response.Content.LoadIntoBufferAsync({{overload}});
            }

            private static Task<string> NameAsync(string name, CancellationToken token = default) => Task.Run(() => name, token);
        """);

    private static string Tokenless(string parameter, string token) => Minimal.Source
        .Replace("_vms.GetValueOrDefault(sandboxId))", $"_vms.GetValueOrDefault(sandboxId)).WaitAsync({(token.Length == 0 ? "CancellationToken.None" : token)})", StringComparison.Ordinal)
        .Replace("FindAsync(string sandboxId, CancellationToken cancellationToken)", $"FindAsync(string sandboxId{parameter})", StringComparison.Ordinal)
        .Replace("DestroyAsync(string sandboxId, CancellationToken cancellationToken)", $"DestroyAsync(string sandboxId{parameter})", StringComparison.Ordinal);
}
