using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Compute.Providers.E2B.Wire;
using Refit;

namespace Compute.Providers.E2B.Tests.Description;

/// <summary>The calls of the interface against the vendor's description, reduced to paths, methods and names: what is misspelt would
/// otherwise be ignored in silence.</summary>
/// <remarks>The data is taken from the OpenAPI description of e2b-dev/E2B (b8029973) and, for the second version of creation and
/// connection, from the declarations of the published SDK 2.51.0.</remarks>
public sealed class DescriptionTests
{
    private static readonly JsonElement Described = Read();

    public static TheoryData<string> Calls => [.. typeof(IE2BApi).GetMethods().Select(method => method.Name)];

    [Theory]
    [MemberData(nameof(Calls))]
    public void Path_method_and_query_are_described(string call)
    {
        var (method, operation) = Find(call);
        var query = operation.GetProperty("query").EnumerateArray().Select(name => name.GetString()).ToHashSet(StringComparer.Ordinal);
        var path = PathOf(method).Path;
        var sent = method.GetParameters()
            .Where(parameter => parameter.ParameterType != typeof(CancellationToken)
                && parameter.GetCustomAttribute<HeaderAttribute>() is null && parameter.GetCustomAttribute<BodyAttribute>() is null
                && !path.Contains($"{{{parameter.Name}}}", StringComparison.Ordinal))
            .Select(parameter => parameter.Name!);
        Assert.Empty(sent.Except(query));
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public void Members_of_bodies_and_responses_are_described(string call)
    {
        var (method, operation) = Find(call);
        if (method.GetParameters().SingleOrDefault(parameter => parameter.GetCustomAttribute<BodyAttribute>() is not null) is { } body)
        {
            Check(body.ParameterType, operation.GetProperty("body"), call);
        }

        if (method.ReturnType.GenericTypeArguments is [var response] && response != typeof(HttpResponseMessage))
        {
            Check(response, operation.GetProperty("response"), call);
        }
    }

    [Theory]
    [InlineData("GET /v2/sandboxes", typeof(List<SandboxDetail>))]
    [InlineData("GET /snapshots", typeof(List<Snapshot>))]
    public void Members_of_pages_are_described(string operation, Type page) =>
        Check(page, Described.GetProperty(operation).GetProperty("response"), operation);

    [Fact]
    public void Members_of_the_agents_measurements_are_described() =>
        Check(typeof(EnvdMetrics), Described.GetProperty("GET /metrics").GetProperty("response"), "GET /metrics");

    [Fact]
    public void A_member_that_is_not_described_is_found()
    {
        var snapshots = Described.GetProperty("GET /snapshots").GetProperty("response");
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => Check(typeof(SandboxTimeout), snapshots, "GET /snapshots"));
    }

    private static void Check(Type type, JsonElement described, string where)
    {
        if (E2BJson.Default.GetTypeInfo(type) is not { } info)
        {
            return;
        }

        if (info.Kind == JsonTypeInfoKind.Enumerable)
        {
            Check(info.ElementType!, described, where);
        }
        else if (info.Kind == JsonTypeInfoKind.Object)
        {
            foreach (var property in info.Properties)
            {
                // A listing has no tokens; the record is that of one sandbox.
                var isOfOne = type == typeof(SandboxDetail) && where == "GET /v2/sandboxes"
                    && property.Name is "envdAccessToken" or "domain" or "network";
                Assert.True(isOfOne || described.TryGetProperty(property.Name, out _), $"{where}: there is no '{property.Name}'");
                if (described.TryGetProperty(property.Name, out var inner) && inner.ValueKind == JsonValueKind.Object)
                {
                    Check(property.PropertyType, inner, $"{where} {property.Name}");
                }
            }
        }
    }

    private static (MethodInfo Method, JsonElement Operation) Find(string call)
    {
        var method = typeof(IE2BApi).GetMethod(call)!;
        var (verb, path) = PathOf(method);
        Assert.True(Described.TryGetProperty($"{verb} {path}", out var operation), $"{verb} {path} is not described");
        return (method, operation);
    }

    private static (HttpMethod Verb, string Path) PathOf(MethodInfo method)
    {
        var attribute = method.GetCustomAttribute<HttpMethodAttribute>()!;
        return (attribute.Method, attribute.Path);
    }

    private static JsonElement Read()
    {
        using var stream = typeof(DescriptionTests).Assembly.GetManifestResourceStream("e2b.json")!;
        return JsonDocument.Parse(stream).RootElement.Clone();
    }
}
