using Compute.Framework;

namespace MinimalProvider;

/// <summary>The smallest provider: a sandbox is a directory, a command is a process in it.</summary>
[Provider("minimal", DisplayName = "Minimal")]
public sealed partial class MinimalSandboxProvider : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("compute-minimal-");

    [CreateSandbox]
    private Task<Box> CreateAsync(CancellationToken cancellationToken) =>
        Task.FromResult(Box.In(_root.CreateSubdirectory(Guid.NewGuid().ToString("N"))));

    [GetSandbox]
    private Task<Box?> GetAsync(string sandboxId, CancellationToken cancellationToken) =>
        Task.FromResult(_root.EnumerateDirectories().Where(directory => directory.Name == sandboxId).Select(Box.In).SingleOrDefault());

    [ListSandboxes]
    private Task<IReadOnlyList<Box>> ListAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Box>>([.. _root.EnumerateDirectories().Select(Box.In)]);

    [DestroySandbox]
    private async Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) =>
        (await GetAsync(sandboxId, cancellationToken))?.Directory.Delete(recursive: true);

    [RunCommand]
    private Task<ExecutionResult> RunAsync(Box box, IReadOnlyList<string> arguments, long maxOutputBytes, CancellationToken cancellationToken) =>
        Directory.Exists(box.Directory.FullName)
            ? HostProcess.RunAsync(arguments, box.Directory.FullName, maxOutputBytes: maxOutputBytes, cancellationToken: cancellationToken)
            : throw new SandboxNotFoundException();

    /// <inheritdoc/>
    public void Dispose() => _root.Delete(recursive: true);
}

/// <summary>What the provider knows of a sandbox.</summary>
public sealed record Box([property: SandboxId] string Id, [property: CreatedAt] DateTimeOffset CreatedAt, DirectoryInfo Directory)
{
    internal static Box In(DirectoryInfo directory) => new(directory.Name, directory.CreationTimeUtc, directory);
}
