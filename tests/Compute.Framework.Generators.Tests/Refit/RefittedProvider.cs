using System.Text.Json;
using System.Text.Json.Serialization;
using Compute.Framework;
using Compute.Framework.Authoring;
using Refit;

namespace TestProviders.Refitted;

/// <summary>Takes its calls as an interface of Refit's, before a service that the application must give.</summary>
[Provider("refitted", JsonContext = typeof(BoxJson))]
public sealed partial class RefittedProvider(RefittedOptions options, IBoxApi http, IBoxNames names)
{
    public RefittedOptions Options => options;

    public IBoxApi Api => http;

    [CreateSandbox]
    private async Task<Box> CreateAsync(CancellationToken cancellationToken) =>
        new(names.Prefix + (await http.CreateAsync(new BoxRequest(names.Prefix), cancellationToken)).Id);

    [GetSandbox]
    private async Task<Box?> GetAsync(string sandboxId, CancellationToken cancellationToken) =>
        new(names.Prefix + (await http.FindAsync(sandboxId, cancellationToken)).Id);

    [DestroySandbox]
    private async Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) => await http.DeleteAsync(sandboxId, cancellationToken);

    [RunCommand]
    private Task<ExecutionResult> RunAsync(Box box, IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        Task.FromResult(ExecutionResult.Exited(arguments.Count, box.Id + options.BaseUrl));
}

public sealed record Box([property: SandboxId] string Id);

[ProviderSettings(EnvironmentPrefix = "CFW_TEST_REFITTED")]
public sealed partial record RefittedOptions
{
    public Uri BaseUrl { get; init; } = new("https://boxes.example/v1/");
}

public interface IBoxApi
{
    [Post("/boxes")]
    Task<BoxResponse> CreateAsync([Body] BoxRequest body, CancellationToken cancellationToken);

    [Get("/boxes/{id}")]
    Task<BoxResponse> FindAsync(string id, CancellationToken cancellationToken);

    [Delete("/boxes/{id}")]
    Task<string> DeleteAsync(string id, CancellationToken cancellationToken);
}

public sealed record BoxRequest(string Prefix);

public sealed record BoxResponse(string Id);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(BoxRequest))]
[JsonSerializable(typeof(BoxResponse))]
public sealed partial class BoxJson : JsonSerializerContext;

public interface IBoxNames
{
    string Prefix { get; }
}
