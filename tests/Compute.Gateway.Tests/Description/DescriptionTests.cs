using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Compute.Gateway.Routes;
using Compute.Gateway.Tests.Serving;
using Json.Schema;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace Compute.Gateway.Tests.Description;

/// <summary>The description of the protocol is complete, valid, and true.</summary>
public sealed partial class DescriptionTests : IAsyncLifetime
{
    private const string ByName = "/v1/providers/{provider}";

    private static readonly string Document = Path.Combine(SourceTree.Root, "src", "Compute.Gateway", "Description", "openapi.json");

    private ServedLocal _served = null!;
    private HttpClient _http = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _served = await ServedLocal.StartAsync();
        _http = _served.Http();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _served.DisposeAsync();
    }

    /// <summary><c>COMPUTE_WRITE_DOCS=1</c> writes it.</summary>
    [Fact]
    public void The_document_is_that_of_the_routes_and_types()
    {
        var expected = OpenApiWriter.Write(Routes().Where(route => !route.Path.StartsWith(ByName, StringComparison.Ordinal))
            .ToDictionary(route => (route.Method, route.Path["/v1".Length..]), route => route.Scope));
        if (Environment.GetEnvironmentVariable("COMPUTE_WRITE_DOCS") == "1")
        {
            File.WriteAllText(Document, expected);
            return;
        }

        Assert.Equal(expected, File.ReadAllText(Document));
    }

    [Fact]
    public void Every_route_is_described_and_no_other()
    {
        var served = Routes().Select(route => (route.Method, route.Path)).ToHashSet();
        var described = RouteDescriptions.All.Select(route => (route.Method, "/v1" + route.Path)).ToHashSet();
        var alsoByName = RouteDescriptions.All.Where(route => route.Path is not ("/health" or "/ready" or "/providers" or "/keys" or "/keys/{key}"))
            .Select(route => (route.Method, ByName + route.Path));
        (string, string)[] ofTheDescription = [("GET", "/v1/openapi.json"), ("GET", "/v1/docs")];

        Assert.Equal(described.Concat(alsoByName).Concat(ofTheDescription).Order(), served.Order());
    }

    [Fact]
    public async Task The_official_reader_finds_nothing_wrong()
    {
        using var stream = new MemoryStream(await _http.GetByteArrayAsync("openapi.json", Cancellation));

        var (document, diagnostic) = await OpenApiDocument.LoadAsync(stream, "json", cancellationToken: Cancellation);

        Assert.Empty(diagnostic!.Errors);
        Assert.Empty(diagnostic.Warnings);
        Assert.Equal(OpenApiSpecVersion.OpenApi3_1, diagnostic.SpecificationVersion);
        var operations = document!.Paths.Values.SelectMany(path => path.Operations!.Values).ToList();
        Assert.Equal(RouteDescriptions.All.Count, operations.Count);
        Assert.Equal(operations.Count, operations.Select(operation => operation.OperationId).Distinct().Count());
    }

    /// <summary>The examples of the contract's forms, which are what is written, are valid by the schemas and have no member that these
    /// lack.</summary>
    [Fact]
    public void The_examples_of_the_contract_are_valid()
    {
        var page = File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "serialised-form.md"));
        var checkedTypes = new HashSet<string>();
        foreach (Match example in Example().Matches(page))
        {
            var type = example.Groups["type"].Value;
            if (Schema(type) is { } schema)
            {
                checkedTypes.Add(type);
                AssertValid(schema, type, JsonNode.Parse(example.Groups["json"].Value)!);
            }
        }

        Assert.InRange(checkedTypes.Count, 14, int.MaxValue);
    }

    [Fact]
    public async Task Responses_are_valid()
    {
        using var created = await PostAsync("sandboxes", """{"labels":{"team":"blue"},"lifetime":"00:10:00"}""");
        var sandbox = JsonNode.Parse(await created.Content.ReadAsStringAsync(Cancellation))!;
        var id = (string)sandbox["id"]!;
        using var ran = await PostAsync($"sandboxes/{id}/run", """{"arguments":["sh","-c","echo one > f; exit 3"]}""");

        AssertValid(Schema("SandboxInfo")!, "SandboxInfo", sandbox);
        AssertValid(Schema("ExecutionResult")!, "ExecutionResult", JsonNode.Parse(await ran.Content.ReadAsStringAsync(Cancellation))!);
        foreach (var (path, type) in new[]
        {
            ("info", "ProviderInfo"), ("availability", "ProviderAvailability"), ($"sandboxes/{id}", "SandboxInfo"),
            ($"sandboxes/{id}/files/entries?path=f", "FileEntry"), ($"sandboxes/{id}/metrics", "SandboxMetrics"),
        })
        {
            AssertValid(Schema(type)!, type, JsonNode.Parse(await _http.GetStringAsync(path, Cancellation))!);
        }

        using var failed = await _http.GetAsync("sandboxes/none", Cancellation);
        var problem = JsonNode.Parse(await failed.Content.ReadAsStringAsync(Cancellation))!;
        AssertValid(Schema("ComputeErrorInfo")!, "ComputeErrorInfo", problem["error"]!);
    }

    [Fact]
    public async Task The_page_shows_every_request_and_runs_nothing()
    {
        using var response = await _http.GetAsync("docs", Cancellation);
        var page = await response.Content.ReadAsStringAsync(Cancellation);

        Assert.Equal("text/html", response.Content.Headers.ContentType!.MediaType);
        Assert.Contains("default-src 'none'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.All(
            RouteDescriptions.All,
            route => Assert.Contains($"<code>{route.Method} {System.Text.Encodings.Web.HtmlEncoder.Default.Encode(route.Path)}</code>", page, StringComparison.Ordinal));
    }

    /// <summary>Ports are reached with every method, and are described in words.</summary>
    private IEnumerable<(string Method, string Path, GatewayScopes Scope)> Routes() =>
        from endpoint in _served.Endpoints.OfType<RouteEndpoint>()
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []
        select (method, endpoint.RoutePattern.RawText!, endpoint.Metadata.GetMetadata<RouteScope>()?.Needed ?? GatewayScopes.None);

    private static JsonSchema? Schema(string type)
    {
        var components = JsonNode.Parse(File.ReadAllText(Document))!["components"]!["schemas"]!.AsObject();
        if (components[type] is null)
        {
            return null;
        }

        // What a schema lacks must not be there.
        foreach (var component in components.Where(component => component.Value!["properties"] is not null))
        {
            component.Value!["additionalProperties"] = false;
        }

        var root = new JsonObject { ["$ref"] = "#/$defs/" + type, ["$defs"] = components.DeepClone() };
        return JsonSchema.FromText(root.ToJsonString().Replace("#/components/schemas/", "#/$defs/", StringComparison.Ordinal));
    }

    private static void AssertValid(JsonSchema schema, string type, JsonNode value)
    {
        using var element = JsonDocument.Parse(value.ToJsonString());
        var result = schema.Evaluate(element.RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List });
        var errors = new StringBuilder();
        foreach (var detail in (result.Details ?? []).Where(detail => detail.Errors is not null))
        {
            errors.Append(detail.InstanceLocation).Append(": ").AppendJoin("; ", detail.Errors!.Values).Append('\n');
        }

        Assert.True(result.IsValid, $"{type}: {errors}{value}");
    }

    private async Task<HttpResponseMessage> PostAsync(string path, string body) =>
        await _http.PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json"), Cancellation);

    [GeneratedRegex("`(?<type>[A-Za-z]+)`\n\n```json\n(?<json>.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
