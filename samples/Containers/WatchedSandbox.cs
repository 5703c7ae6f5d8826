using System.Diagnostics.CodeAnalysis;
using Compute.Framework;

namespace Containers;

/// <summary>A sandbox that tells what is done in it.</summary>
internal sealed class WatchedSandbox(WatchedProvider owner, ISandbox inner, int number) : ISandbox, IBranchable
{
    private volatile string _last = "";

    public int Number => number;

    /// <summary>What was last done.</summary>
    public string Last => _last;

    public string Id => inner.Id;

    public ProviderInfo Provider => inner.Provider;

    public ISandboxFileSystem Files => inner.Files;

    public Task<SandboxInfo> GetInfoAsync(CancellationToken cancellationToken = default) => inner.GetInfoAsync(cancellationToken);

    public async Task<ExecutionResult> RunAsync(Command command, CancellationToken cancellationToken = default)
    {
        var text = string.Join(' ', command.Arguments);
        Note(text);
        var result = await inner.RunAsync(command, cancellationToken);
        Note($"{text} → {result}");
        return result;
    }

    public async Task<ISandboxProcess> StartAsync(Command command, CancellationToken cancellationToken = default)
    {
        Note(string.Join(' ', command.Arguments));
        return await inner.StartAsync(command, cancellationToken);
    }

    public Task<ExecutionResult> RunCodeAsync(string code, CodeLanguage? language = null, CancellationToken cancellationToken = default)
    {
        Note($"{language} code, {code.Length} characters");
        return inner.RunCodeAsync(code, language, cancellationToken);
    }

    public async Task DestroyAsync(CancellationToken cancellationToken = default)
    {
        await inner.DestroyAsync(cancellationToken);
        owner.Forget(Id);
    }

    public bool TryGet<TCapability>([NotNullWhen(true)] out TCapability? capability)
        where TCapability : class
    {
        var has = inner.TryGet(out capability);
        if (has && typeof(TCapability) == typeof(IBranchable))
        {
            // Branches are watched, too.
            capability = (TCapability)(object)this;
        }

        return has;
    }

    public async Task<IReadOnlyList<ISandbox>> BranchAsync(int count = 1, CancellationToken cancellationToken = default)
    {
        if (!inner.TryGet<IBranchable>(out var branchable))
        {
            throw new UnsupportedCapabilityException(nameof(IBranchable));
        }

        return [.. (await branchable.BranchAsync(count, cancellationToken)).Select(owner.Watch)];
    }

    public async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync();
        owner.Forget(Id);
    }

    public void Note(string what)
    {
        _last = what.ReplaceLineEndings(" ");
        owner.Changed?.Invoke(this);
    }
}
