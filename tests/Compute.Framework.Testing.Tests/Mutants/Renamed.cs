using System.Diagnostics.CodeAnalysis;

namespace Compute.Framework.Testing.Tests.Mutants;

/// <summary>A sandbox that says another id.</summary>
internal sealed class Renamed(ISandbox inner, string id) : ISandbox
{
    public string Id => id;

    public ProviderInfo Provider => inner.Provider;

    public ISandboxFileSystem Files => inner.Files;

    public Task<SandboxInfo> GetInfoAsync(CancellationToken cancellationToken = default) => inner.GetInfoAsync(cancellationToken);

    public Task<ExecutionResult> RunAsync(Command command, CancellationToken cancellationToken = default) => inner.RunAsync(command, cancellationToken);

    public Task<ISandboxProcess> StartAsync(Command command, CancellationToken cancellationToken = default) => inner.StartAsync(command, cancellationToken);

    public Task<ExecutionResult> RunCodeAsync(string code, CodeLanguage? language = null, CancellationToken cancellationToken = default) => inner.RunCodeAsync(code, language, cancellationToken);

    public Task DestroyAsync(CancellationToken cancellationToken = default) => inner.DestroyAsync(cancellationToken);

    public bool TryGet<TCapability>([NotNullWhen(true)] out TCapability? capability)
        where TCapability : class => inner.TryGet(out capability);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
