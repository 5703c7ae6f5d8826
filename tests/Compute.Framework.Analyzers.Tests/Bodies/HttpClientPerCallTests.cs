namespace Compute.Framework.Analyzers.Tests;

public sealed class HttpClientPerCallTests : RuleTests
{
    public override string Id => "CFW4007";

    public override IReadOnlyList<string> Wrong =>
    [
        Author.With("await SendAsync(\"snapshot\", vm.Id, name, cancellationToken);", "using var client = [|new HttpClient()|];\n        await client.GetStringAsync(new Uri(\"https://plain.example/\" + vm.Id + name), cancellationToken);"),
        Author.With("await SendAsync(\"snapshot\", vm.Id, name, cancellationToken);", "using HttpClient client = [|new() { Timeout = TimeSpan.FromSeconds(3) }|];\n        await client.GetStringAsync(new Uri(\"https://plain.example/\" + vm.Id + name), cancellationToken);"),
    ];

    public override IReadOnlyList<string> Right =>
    [
        Author.Source,
        Author.WithMember("private readonly HttpClient _other = new();"),
        Author.With("await SendAsync(\"snapshot\", vm.Id, name, cancellationToken);", "using var request = new HttpRequestMessage(HttpMethod.Post, \"https://plain.example/\" + vm.Id + name);\n        await http.SendAsync(request, cancellationToken);"),
    ];
}
