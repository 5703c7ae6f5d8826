namespace Compute.Framework.Generators.Models;

/// <summary>A class with <c>[Provider]</c>.</summary>
/// <param name="Type">The class.</param>
/// <param name="Body">What to write for it; null when it cannot be extended.</param>
/// <param name="Problems">What is wrong with it.</param>
internal sealed record ProviderModel(TypeModel Type, ProviderBody? Body, EquatableArray<Problem> Problems);

/// <summary>What the class declares.</summary>
/// <param name="Name">The provider's name.</param>
/// <param name="DisplayName">The name to show to people.</param>
/// <param name="Handle">The author's handle type.</param>
/// <param name="Constructor">The class's constructor.</param>
/// <param name="Operations">The operations that have a method, in the order of <c>SandboxOperation</c>.</param>
/// <param name="OwnOptionsType">The type of the provider's own creation options, or null.</param>
/// <param name="Disposal">How the author's object is disposed.</param>
/// <param name="IsRefiner">Whether it refines the capabilities.</param>
/// <param name="HasSessions">Whether it says that commands share shells.</param>
/// <param name="Uses">What the text needs to use its members.</param>
internal sealed record ProviderBody(
    string Name,
    string DisplayName,
    HandleModel Handle,
    ConstructorModel Constructor,
    EquatableArray<OperationModel> Operations,
    string? OwnOptionsType,
    Disposal Disposal,
    bool IsRefiner,
    bool HasSessions,
    UseModel Uses)
{
    public OperationModel? Find(string operation)
    {
        foreach (var candidate in Operations)
        {
            if (candidate.Operation == operation)
            {
                return candidate;
            }
        }

        return null;
    }

    public bool Declares(string operation) => Find(operation) is not null;

    public bool DeclaresAll(EquatableArray<string> operations)
    {
        foreach (var operation in operations)
        {
            if (!Declares(operation))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether sandboxes can be branched: by the author's method, or by the runtime with snapshots.</summary>
    public bool CanBranch =>
        Declares("Branch")
            || (Declares("CreateSnapshot") && Declares("DeleteSnapshot") && Find("CreateSandbox")?.Honors("SnapshotId") == true);
}

/// <summary>How an author's object is disposed.</summary>
internal enum Disposal
{
    None,
    Synchronous,
    Asynchronous,
}
