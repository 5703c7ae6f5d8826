namespace Compute.Framework.Runtime;

/// <summary>The author's methods behind one shape. The compiler writes a subclass that binds their parameters.</summary>
/// <remarks>Only what <see cref="Manifest"/> declares is called. Nothing here checks, traces or maps errors: the runtime does.</remarks>
/// <typeparam name="THandle">The author's handle type.</typeparam>
public abstract partial class ProviderDriver<THandle>
{
    /// <summary>What the author's signatures declare.</summary>
    public abstract ProviderManifest Manifest { get; }

    /// <summary>The author's refinement of the capabilities, or null.</summary>
    public virtual ICapabilityRefiner? Refiner => null;

    /// <summary>Whether the author has commands share shells, or null.</summary>
    public virtual IShellSessions? Sessions => null;

    /// <summary>Reads the attributed members of a handle.</summary>
    /// <param name="handle">The handle.</param>
    public abstract SandboxFacts GetFacts(THandle handle);

    /// <summary>Makes the consumer's object for a sandbox.</summary>
    /// <param name="core">What the object calls.</param>
    public abstract SandboxBase CreateSandboxObject(SandboxCore<THandle> core);

    /// <summary>Disposes the author's object, where it can be disposed.</summary>
    public virtual ValueTask DisposeProviderAsync() => ValueTask.CompletedTask;

    /// <summary>Calls the method of <see cref="SandboxOperation.CreateSandbox"/>.</summary>
    public virtual ValueTask<THandle> CreateSandboxAsync(CreateSandboxOptions options, CancellationToken cancellationToken) =>
        throw NotDeclared(SandboxOperation.CreateSandbox);

    /// <summary>Calls the method of <see cref="SandboxOperation.GetSandbox"/>.</summary>
    public virtual ValueTask<SandboxLookup<THandle>> GetSandboxAsync(string sandboxId, CancellationToken cancellationToken) =>
        throw NotDeclared(SandboxOperation.GetSandbox);

    /// <summary>Calls the method of <see cref="SandboxOperation.ListSandboxes"/>.</summary>
    public virtual IAsyncEnumerable<THandle> ListSandboxesAsync(SandboxFilter filter, CancellationToken cancellationToken) =>
        throw NotDeclared(SandboxOperation.ListSandboxes);

    /// <summary>Calls the method of <see cref="SandboxOperation.DestroySandbox"/> when it takes an id; looks the handle up when it takes
    /// one.</summary>
    public virtual async ValueTask DestroySandboxAsync(string sandboxId, CancellationToken cancellationToken)
    {
        var found = await GetSandboxAsync(sandboxId, cancellationToken).ConfigureAwait(false);
        if (found.IsFound)
        {
            await DestroyHandleAsync(found.Handle, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Calls the method of <see cref="SandboxOperation.DestroySandbox"/> when it takes a handle.</summary>
    protected virtual ValueTask DestroyHandleAsync(THandle handle, CancellationToken cancellationToken) =>
        throw NotDeclared(SandboxOperation.DestroySandbox);

    /// <summary>Calls the method of <see cref="SandboxOperation.DescribeSandbox"/>; looks the sandbox up by id when there is
    /// none.</summary>
    public virtual ValueTask<SandboxLookup<THandle>> DescribeSandboxAsync(THandle handle, CancellationToken cancellationToken) =>
        GetSandboxAsync(GetFacts(handle).Id, cancellationToken);

    /// <summary>Calls the method of <see cref="SandboxOperation.CheckAvailability"/>.</summary>
    public virtual ValueTask<ProviderAvailability> CheckAvailabilityAsync(CancellationToken cancellationToken) =>
        new(ProviderAvailability.Available());

    /// <summary>Calls the method of <see cref="SandboxOperation.RunCommand"/>.</summary>
    public virtual ValueTask<ExecutionResult> RunCommandAsync(THandle handle, Command command, CancellationToken cancellationToken) =>
        throw NotDeclared(SandboxOperation.RunCommand);

    /// <summary>Calls the method of <see cref="SandboxOperation.StartProcess"/>.</summary>
    public virtual ValueTask<ProcessChannel> StartProcessAsync(THandle handle, Command command, CancellationToken cancellationToken) =>
        throw NotDeclared(SandboxOperation.StartProcess);

    /// <summary>Calls the method of <see cref="SandboxOperation.RunCode"/>.</summary>
    /// <param name="handle">The sandbox.</param>
    /// <param name="code">The source text.</param>
    /// <param name="language">The language.</param>
    /// <param name="command">The options of the run; its arguments name the language alone.</param>
    /// <param name="cancellationToken">Cancels the run.</param>
    public virtual ValueTask<ExecutionResult> RunCodeAsync(
        THandle handle, string code, CodeLanguage language, Command command, CancellationToken cancellationToken) =>
        throw NotDeclared(SandboxOperation.RunCode);

    /// <summary>Calls the method of <see cref="SandboxOperation.ReadFile"/>.</summary>
    public virtual ValueTask<Stream> ReadFileAsync(THandle handle, string path, CancellationToken cancellationToken) =>
        throw NotDeclared(SandboxOperation.ReadFile);

    /// <summary>Calls the method of <see cref="SandboxOperation.WriteFile"/>.</summary>
    public virtual ValueTask WriteFileAsync(THandle handle, string path, Stream content, CancellationToken cancellationToken) =>
        throw NotDeclared(SandboxOperation.WriteFile);

    /// <summary>Calls the method of <see cref="SandboxOperation.ListDirectory"/>.</summary>
    public virtual IAsyncEnumerable<FileEntry> ListDirectoryAsync(THandle handle, string path, CancellationToken cancellationToken) =>
        throw NotDeclared(SandboxOperation.ListDirectory);

    /// <summary>Calls the method of <see cref="SandboxOperation.DescribeFile"/>.</summary>
    public virtual ValueTask<FileEntry?> DescribeFileAsync(THandle handle, string path, CancellationToken cancellationToken) =>
        throw NotDeclared(SandboxOperation.DescribeFile);

    /// <summary>Calls the method of <see cref="SandboxOperation.FileExists"/>.</summary>
    public virtual ValueTask<bool> FileExistsAsync(THandle handle, string path, CancellationToken cancellationToken) =>
        throw NotDeclared(SandboxOperation.FileExists);

    /// <summary>Calls the method of <see cref="SandboxOperation.CreateDirectory"/>.</summary>
    public virtual ValueTask CreateDirectoryAsync(THandle handle, string path, CancellationToken cancellationToken) =>
        throw NotDeclared(SandboxOperation.CreateDirectory);

    /// <summary>Calls the method of <see cref="SandboxOperation.DeletePath"/>.</summary>
    public virtual ValueTask DeletePathAsync(THandle handle, string path, bool recursive, CancellationToken cancellationToken) =>
        throw NotDeclared(SandboxOperation.DeletePath);

    /// <summary>Calls the method of <see cref="SandboxOperation.MovePath"/>.</summary>
    public virtual ValueTask MovePathAsync(THandle handle, string source, string destination, CancellationToken cancellationToken) =>
        throw NotDeclared(SandboxOperation.MovePath);

    /// <summary>Calls the method of <see cref="SandboxOperation.CopyPath"/>.</summary>
    public virtual ValueTask CopyPathAsync(
        THandle handle, string source, string destination, bool recursive, CancellationToken cancellationToken) =>
        throw NotDeclared(SandboxOperation.CopyPath);

    /// <summary>Calls the method of <see cref="SandboxOperation.SetFileMode"/>.</summary>
    public virtual ValueTask SetFileModeAsync(THandle handle, string path, UnixFileMode mode, CancellationToken cancellationToken) =>
        throw NotDeclared(SandboxOperation.SetFileMode);

    /// <summary>Calls the method of <see cref="SandboxOperation.CreateSnapshot"/>.</summary>
    public virtual ValueTask<SnapshotInfo> CreateSnapshotAsync(THandle handle, string? name, CancellationToken cancellationToken) =>
        throw NotDeclared(SandboxOperation.CreateSnapshot);

    /// <summary>Calls the method of <see cref="SandboxOperation.ListSnapshots"/>.</summary>
    public virtual IAsyncEnumerable<SnapshotInfo> ListSnapshotsAsync(CancellationToken cancellationToken) =>
        throw NotDeclared(SandboxOperation.ListSnapshots);

    /// <summary>Calls the method of <see cref="SandboxOperation.DeleteSnapshot"/>.</summary>
    public virtual ValueTask DeleteSnapshotAsync(string snapshotId, CancellationToken cancellationToken) =>
        throw NotDeclared(SandboxOperation.DeleteSnapshot);

    /// <summary>Calls the method of <see cref="SandboxOperation.Branch"/>.</summary>
    /// <param name="handle">The source.</param>
    /// <param name="count">How many.</param>
    /// <param name="options">The framework's labels for the branches (owner, token), as a create would get them.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public virtual IAsyncEnumerable<THandle> BranchAsync(
        THandle handle, int count, CreateSandboxOptions options, CancellationToken cancellationToken) =>
        throw NotDeclared(SandboxOperation.Branch);

    private UnsupportedCapabilityException NotDeclared(SandboxOperation operation) =>
        new(operation.ToString(), $"the provider '{Manifest.Name}' has no method for it");
}
