namespace Compute.Framework.Testing.InMemory;

/// <summary>The settings of <see cref="InMemoryProvider"/>. Providers over the same object see the same sandboxes.</summary>
[ProviderOptions]
public sealed partial record InMemoryOptions
{
    /// <summary>The directory in which commands start and to which relative paths refer; absolute.</summary>
    public string WorkingDirectory { get; init; } = "/workspace";

    /// <summary>What commands do. Nothing is run: a command without a rule fails to start.</summary>
    public CommandScript Commands { get; } = new();

    internal InMemoryBackend Backend { get; } = new();
}
