using System.Runtime.CompilerServices;
using Compute.Framework;
using Compute.Framework.Authoring;

/// <summary>In the global namespace; a structure as handle, value tasks, sequences, destroyed by handle, no settings.</summary>
[Provider("global", DisplayName = "A \"global\" one\\")]
public partial class GlobalProvider
{
    private readonly Dictionary<string, GlobalVm> _all = [];

    [CreateSandbox]
    internal ValueTask<GlobalVm> Make(IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken)
    {
        var vm = new GlobalVm { Id = Guid.NewGuid().ToString("N"), Labels = labels.ToDictionary(), Since = DateTimeOffset.UnixEpoch, Until = DateTimeOffset.UnixEpoch.AddDays(1) };
        _all.Add(vm.Id, vm);
        return new(vm);
    }

    [GetSandbox]
    internal ValueTask<GlobalVm?> Find(string sandboxId, CancellationToken cancellationToken) =>
        new(_all.TryGetValue(sandboxId, out var vm) ? vm : null);

    [ListSandboxes]
    internal async IAsyncEnumerable<GlobalVm> List(IReadOnlyDictionary<string, string> labels, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var vm in _all.Values.Where(vm => labels.All(wanted => vm.Labels?.GetValueOrDefault(wanted.Key) == wanted.Value)))
        {
            await Task.Yield();
            yield return vm;
        }
    }

    [DescribeSandbox]
    internal ValueTask<GlobalVm> Describe(GlobalVm vm, CancellationToken cancellationToken) => new(_all[vm.Id!]);

    [DestroySandbox]
    internal ValueTask Destroy(GlobalVm vm, CancellationToken cancellationToken)
    {
        _all.Remove(vm.Id!);
        return default;
    }

    [RunCode]
    internal async ValueTask<ExecutionResult> RunCode(GlobalVm vm, CodeLanguage language, string code, CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return ExecutionResult.Exited(0);
    }

    [RunCommand]
    internal async ValueTask<ExecutionResult> Run(GlobalVm vm, IReadOnlyCollection<string> arguments, TimeSpan? timeout, long maxOutputBytes, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return ExecutionResult.Exited(arguments.Count, System.Text.Encoding.UTF8.GetBytes($"{timeout} {maxOutputBytes}"));
    }
}

public struct GlobalVm : IEquatable<GlobalVm>
{
    [SandboxId]
    public string? Id;

    [Labels]
    public Dictionary<string, string>? Labels { readonly get; init; }

    [CreatedAt]
    public DateTimeOffset Since { readonly get; init; }

    [ExpiresAt]
    public DateTimeOffset? Until { readonly get; init; }

    public readonly bool Equals(GlobalVm other) => Id == other.Id;

    public override readonly bool Equals(object? obj) => obj is GlobalVm other && Equals(other);

    public override readonly int GetHashCode() => Id?.GetHashCode(StringComparison.Ordinal) ?? 0;

    public static bool operator ==(GlobalVm left, GlobalVm right) => left.Equals(right);

    public static bool operator !=(GlobalVm left, GlobalVm right) => !left.Equals(right);
}
