using Compute.Framework;
using Refit;

namespace TestProviders.Refitted;

/// <summary>Takes its calls as an interface of Refit's, before a service that the application must give.</summary>
[Provider("refitted")]
public sealed partial class RefittedProvider(RefittedOptions options, IBoxApi http, IBoxNames names)
{
    public RefittedOptions Options => options;

    public IBoxApi Api => http;

    [CreateSandbox]
    private async Task<Box> CreateAsync(CancellationToken cancellationToken) => new(names.Prefix + await http.CreateAsync(cancellationToken));

    [GetSandbox]
    private async Task<Box?> GetAsync(string sandboxId, CancellationToken cancellationToken) => new(names.Prefix + await http.FindAsync(sandboxId, cancellationToken));

    [DestroySandbox]
    private async Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) => await http.DeleteAsync(sandboxId, cancellationToken);

    [RunCommand]
    private Task<ExecutionResult> RunAsync(Box box, IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        Task.FromResult(ExecutionResult.Exited(arguments.Count, box.Id + options.BaseUrl));
}

public sealed record Box([property: SandboxId] string Id);

[ProviderOptions(EnvironmentPrefix = "CFW_TEST_REFITTED")]
public sealed partial record RefittedOptions
{
    public Uri BaseUrl { get; init; } = new("https://boxes.example/v1/");
}

public interface IBoxApi
{
    [Post("/boxes")]
    Task<string> CreateAsync(CancellationToken cancellationToken);

    [Get("/boxes/{id}")]
    Task<string> FindAsync(string id, CancellationToken cancellationToken);

    [Delete("/boxes/{id}")]
    Task<string> DeleteAsync(string id, CancellationToken cancellationToken);
}

public interface IBoxNames
{
    string Prefix { get; }
}
