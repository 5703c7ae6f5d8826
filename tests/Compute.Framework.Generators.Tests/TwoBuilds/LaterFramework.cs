namespace Compute.Framework.Generators.Tests;

/// <summary>The framework as a later version could be, in every way in which it may grow: new members in interfaces, bases, records and
/// structures, new options, and a new operation with its capability.</summary>
internal static class LaterFramework
{
    private const string Capability = """

        public interface IRenamable
        {
            Task RenameAsync(string name, CancellationToken cancellationToken = default);
        }
        """;

    private const string Property = "public string? Later { get; init; } ";

    public static string Grow(string file, string text) => file switch
    {
        // Structures and records, each at the beginning, so that what was compiled before finds everything in another place.
        "Runtime/SandboxFacts.cs" => Before(text, "public required string Id { get; init; }", Property),
        "Sandboxes/SandboxInfo.cs" => Before(text, "public required string Id { get; init; }", Property),
        "Files/FileEntry.cs" => Before(text, "public required string Name { get; init; }", Property),
        "Providers/ProviderSettingDescriptor.cs" => Before(text, "public required string Name { get; init; }", Property),
        "Providers/ProviderInfo.cs" => TwoBuildRun.Replace(text, "ProviderSettingsSchema Settings);", "ProviderSettingsSchema Settings) { public string Later { get; init; } = \"later\"; }"),
        "Runtime/ProviderManifest.cs" => Before(text, "public string Name { get; } = name;", Property),
        "Authoring/ProcessChannel.cs" => Before(
            Before(text, "public ProcessFrameKind Kind { get; }", "public DateTimeOffset? SentAt { get; init; } "),
            "public abstract string ProcessId { get; }",
            "public virtual string? Later => null; "),
        "Authoring/ICapabilityRefiner.cs" => Before(text, "Support Refine(", "bool IsStale => true; "),

        // A new operation, its capability, and the members of the contract that use it.
        "Capabilities/SandboxOperation.cs" => TwoBuildRun.Replace(text, "ReadEvents = 130,", "ReadEvents = 130, RenameSandbox = 140,"),
        "Runtime/CapabilityOperations.cs" => Before(text, "[typeof(ISnapshotSource)]", "[typeof(IRenamable)] = [SandboxOperation.RenameSandbox], "),
        "Runtime/ProviderDriver.cs" => Before(
            text,
            "public virtual ValueTask DisposeProviderAsync()",
            "public virtual ValueTask RenameSandboxAsync(THandle handle, string name, CancellationToken cancellationToken) => throw NotDeclared(SandboxOperation.RenameSandbox); "),
        "Lifecycle/IPausable.cs" => Before(text, "Task PauseAsync(", "bool KeepsMemory => true; "),
        "Sandboxes/ISandbox.cs" => Before(
            text,
            "Task<SandboxInfo> GetInfoAsync(",
            "Task RenameAsync(string name, CancellationToken cancellationToken = default) => TryGet<IRenamable>(out var renamable) ? renamable.RenameAsync(name, cancellationToken) : throw new UnsupportedCapabilityException(nameof(SandboxOperation.RenameSandbox)); ")
            + Capability,
        "Providers/ISandboxProvider.cs" => Before(
            text, "Task DestroyAsync(", "async Task<int> CountAsync(CancellationToken cancellationToken = default) => await ListAsync(null, cancellationToken).CountAsync(cancellationToken); "),
        "Files/ISandboxFileSystem.cs" => Before(
            text, "Task<FileEntry?> GetEntryAsync(", "async Task<long> GetSizeAsync(string path, CancellationToken cancellationToken = default) => (await GetEntryAsync(path, cancellationToken))?.SizeBytes ?? -1; "),
        "Processes/ISandboxProcess.cs" => Before(text, "Task CloseInputAsync(", "string DisplayName => $\"process {Id}\"; "),
        "Delegation/DelegatingSandboxProvider.cs" => Before(
            text,
            "public virtual Task DestroyAsync(",
            "public virtual Task<int> CountAsync(CancellationToken cancellationToken = default) => InnerProvider.CountAsync(cancellationToken); "),
        "Delegation/DelegatingSandbox.cs" => Before(
            text,
            "public virtual Task DestroyAsync(",
            "public virtual Task RenameAsync(string name, CancellationToken cancellationToken = default) => InnerSandbox.RenameAsync(name, cancellationToken); "),

        // An option of commands.
        "Commands/Command.cs" => Before(text, "public string? WorkingDirectory { get; init; }", "public int? Niceness { get; init; } "),
        "Runtime/OptionTables.cs" => Before(
            AllowListTests.Grow(file, text),
            "new(nameof(Command.Arguments), static command => command.Arguments),",
            "new(nameof(Command.Niceness), static command => command.Niceness), "),
        _ => AllowListTests.Grow(file, text),
    };

    private static string Before(string text, string piece, string addition) => TwoBuildRun.Replace(text, piece, addition + piece);
}
