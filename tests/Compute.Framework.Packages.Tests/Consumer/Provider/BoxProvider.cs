using Compute.Framework;
using Compute.Framework.Authoring;

namespace Consumer;

/// <summary>A sandbox is a directory, a command is a process in it.</summary>
[Provider("box")]
public sealed partial class BoxProvider : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("consumer-");

    [CreateSandbox]
    private Task<Box> CreateAsync(CancellationToken cancellationToken) => Task.FromResult(Box.In(_root.CreateSubdirectory(Guid.NewGuid().ToString("N"))));

    [GetSandbox]
    private Task<Box?> GetAsync(string sandboxId, CancellationToken cancellationToken) => Task.FromResult(All().SingleOrDefault(box => box.Id == sandboxId));

    [ListSandboxes]
    private Task<IReadOnlyList<Box>> ListAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Box>>([.. All()]);

    [DestroySandbox]
    private Task DestroyAsync(string sandboxId, CancellationToken cancellationToken)
    {
        lock (_root)
        {
            All().SingleOrDefault(box => box.Id == sandboxId)?.Directory.Delete(recursive: true);
        }

        return Task.CompletedTask;
    }

    [RunCommand]
    private static Task<ExecutionResult> RunAsync(Box box, IReadOnlyList<string> arguments, long maxOutputBytes, CancellationToken cancellationToken) =>
        Directory.Exists(box.Directory.FullName)
            ? HostProcess.RunAsync(arguments, box.Directory.FullName, maxOutputBytes: maxOutputBytes, cancellationToken: cancellationToken)
            : throw new SandboxNotFoundException();

    public void Dispose() => _root.Delete(recursive: true);

    private IEnumerable<Box> All() => _root.EnumerateDirectories().Select(Box.In);
}

public sealed record Box([property: SandboxId] string Id, [property: CreatedAt] DateTimeOffset CreatedAt, DirectoryInfo Directory)
{
    internal static Box In(DirectoryInfo directory) => new(directory.Name, directory.CreationTimeUtc, directory);
}
