using System.Collections.Concurrent;
using Compute.Framework;
using Compute.Framework.Authoring;

namespace TestProviders.Instanced;

/// <summary>A provider with settings that must be given, and with something of its own to dispose.</summary>
[Provider("instanced")]
public sealed partial class InstancedProvider(InstancedOptions settings, HttpClient http) : IDisposable
{
    public ConcurrentDictionary<string, Slot> All { get; } = new();

    public InstancedOptions Settings => settings;

    public HttpClient Http => http;

    public bool IsDisposed { get; private set; }

    /// <summary>Whether sandboxes were there when the author's object was disposed.</summary>
    public int LeftAtDisposal { get; private set; } = -1;

    [CreateSandbox]
    private async Task<Slot> CreateAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        var slot = new Slot(settings.Region + All.Count);
        All[slot.Id] = slot;
        return slot;
    }

    [GetSandbox]
    private Task<Slot?> GetAsync(string sandboxId, CancellationToken cancellationToken) => Task.FromResult(All.GetValueOrDefault(sandboxId));

    [DestroySandbox]
    private async Task DestroyAsync(string sandboxId, CancellationToken cancellationToken)
    {
        // On purpose without ConfigureAwait(false): whoever blocks must not be needed for what comes next.
        await Task.Delay(10, cancellationToken);
        All.TryRemove(sandboxId, out _);
    }

    [RunCommand]
    private Task<ExecutionResult> RunAsync(Slot slot, IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        Task.FromResult(ExecutionResult.Exited(arguments.Count));

    public void Dispose()
    {
        IsDisposed = true;
        LeftAtDisposal = All.Count;
    }
}

[ProviderSettings(EnvironmentPrefix = "CFW_TEST_INSTANCED")]
public sealed partial record InstancedOptions
{
    [Secret, Setup("Create a key."), KeyPrefix("k_")]
    public required string ApiKey { get; init; }

    public string Region { get; init; } = "nowhere";

    public int Size { get; init; } = 1;
}

public sealed record Slot([property: SandboxId] string Id);
