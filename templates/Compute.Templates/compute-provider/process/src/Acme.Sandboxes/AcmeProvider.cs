using Compute.Framework;
using Compute.Framework.Authoring;

namespace AcmeSandboxes;

/// <summary>A sandbox is a directory, a command is a process in it. What a method takes is what the provider supports; the compiler writes the rest.</summary>
[Provider("acme", DisplayName = "Acme")]
public sealed partial class AcmeProvider(AcmeOptions options)
{
    private readonly DirectoryInfo _root = Directory.CreateDirectory(options.Directory);

    [CreateSandbox]
    private Task<AcmeSandbox> CreateAsync(IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken) =>
        AcmeSandbox.CreateAsync(_root, labels, cancellationToken);

    [GetSandbox]
    private Task<AcmeSandbox?> GetAsync(string sandboxId, CancellationToken cancellationToken) =>
        Task.FromResult(All().SingleOrDefault(sandbox => sandbox.Id == sandboxId));

    [ListSandboxes]
    private Task<IReadOnlyList<AcmeSandbox>> ListAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<AcmeSandbox>>([.. All()]);

    [DestroySandbox]
    private async Task DestroyAsync(string sandboxId, CancellationToken cancellationToken) =>
        (await GetAsync(sandboxId, cancellationToken))?.Delete();

    [RunCommand]
    private static Task<ExecutionResult> RunAsync(
        AcmeSandbox sandbox, IReadOnlyList<string> arguments, long maxOutputBytes, CancellationToken cancellationToken) =>
        sandbox.Workspace.Exists
            ? HostProcess.RunAsync(arguments, sandbox.Workspace.FullName, maxOutputBytes: maxOutputBytes, cancellationToken: cancellationToken)
            : throw new SandboxNotFoundException();

    private IEnumerable<AcmeSandbox> All() => _root.EnumerateDirectories().Select(AcmeSandbox.Read).OfType<AcmeSandbox>();
}
