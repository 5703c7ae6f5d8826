using Compute.Framework;
using Compute.Framework.Authoring;

namespace TestProviders.Refitted;

/// <summary>Takes the same interface as <see cref="RefittedProvider"/>, at another address.</summary>
[Provider("refitted-second", JsonContext = typeof(BoxJson))]
public sealed partial class SecondRefittedProvider(SecondRefittedOptions options, IBoxApi api)
{
    public IBoxApi Api => api;

    [CreateSandbox]
    private async Task<Box> CreateAsync(CancellationToken cancellationToken) =>
        new((await api.CreateAsync(new BoxRequest(options.BaseUrl.Host), cancellationToken)).Id);

    [GetSandbox]
    private async Task<Box?> GetAsync(string sandboxId, CancellationToken cancellationToken) => new((await api.FindAsync(sandboxId, cancellationToken)).Id);

    [DestroySandbox]
    private async Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) => await api.DeleteAsync(sandboxId, cancellationToken);

    [RunCommand]
    private Task<ExecutionResult> RunAsync(Box box, IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        Task.FromResult(ExecutionResult.Exited(arguments.Count, box.Id));
}

[ProviderSettings(EnvironmentPrefix = "CFW_TEST_REFITTED_SECOND")]
public sealed partial record SecondRefittedOptions
{
    public Uri BaseUrl { get; init; } = new("https://others.example/v1/");
}
