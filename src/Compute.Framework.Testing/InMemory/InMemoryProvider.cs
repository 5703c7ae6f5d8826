using Compute.Framework.Authoring;

namespace Compute.Framework.Testing;

/// <summary>Sandboxes in memory, for tests of code that uses sandboxes: real files, snapshots and branches; scripted commands.</summary>
/// <remarks>
/// <code>
/// var commands = new CommandScript().On("git", command => ExecutionResult.Exited(0, "cloned\n"));
/// await using var provider = InMemoryProvider.Create(commands);
/// // … run the code under test with the provider …
/// Assert.Equal(["git", "clone", "https://example.com/repo"], commands.Received[0].Arguments);
/// </code>
/// With dependency injection: <c>services.AddCompute().AddInMemoryProvider(commands)</c>. Relative paths start at <c>/workspace</c>
/// unless the sandbox was created with a working directory of its own. A sandbox is gone when its lifetime has passed on the
/// <see cref="TimeProvider"/>. Creation options that memory cannot honor (image, resources, mounts, network …) are refused.
/// A paused sandbox starts no command and reports no output; a stopped one has none that run until it is restarted.
/// Everything ends with the provider, detached sandboxes too.
/// </remarks>
/// <param name="commands">What commands do.</param>
/// <param name="timeProvider">The clock of times and lifetimes.</param>
[Provider("in-memory", DisplayName = "In-memory")]
public sealed partial class InMemoryProvider(CommandScript commands, TimeProvider timeProvider) : IDisposable
{
    private readonly InMemoryBackend _backend = new(timeProvider);
    private readonly ScriptedExecution _commands = new(commands, timeProvider);

    /// <summary>Ends what runs in the sandboxes, and forgets them.</summary>
    public void Dispose() => _backend.Dispose();

    [CreateSandbox]
    private Task<InMemorySandbox> CreateAsync(
        string? template,
        string? snapshotId,
        string? name,
        IReadOnlyDictionary<string, string> labels,
        IReadOnlyDictionary<string, string> environment,
        string? workingDirectory,
        TimeSpan? lifetime,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(_backend.Create(template, snapshotId, name, labels, environment, workingDirectory, lifetime));
    }

    [GetSandbox]
    private Task<InMemorySandbox?> GetAsync(string sandboxId, CancellationToken cancellationToken) =>
        Task.FromResult(_backend.Describe(sandboxId));

    [ListSandboxes]
    private Task<IReadOnlyList<InMemorySandbox>> ListAsync(CancellationToken cancellationToken) => Task.FromResult(_backend.List());

    [DestroySandbox]
    private Task DestroyAsync(string sandboxId, CancellationToken cancellationToken)
    {
        _backend.Destroy(sandboxId);
        return Task.CompletedTask;
    }

    [CheckAvailability]
    private static Task<ProviderAvailability> CheckAvailabilityAsync(CancellationToken cancellationToken) =>
        Task.FromResult(ProviderAvailability.Available());

    [RunCommand]
    [Honors(
        nameof(Command.Arguments), nameof(Command.WorkingDirectory), nameof(Command.Environment), nameof(Command.User),
        nameof(Command.Timeout), nameof(Command.StandardInput))]
    private Task<ExecutionResult> RunAsync(InMemorySandbox sandbox, Command command, CancellationToken cancellationToken) =>
        _commands.RunAsync(_backend.Get(sandbox.Id), command, cancellationToken);

    [StartProcess]
    [Honors(nameof(Command.Arguments), nameof(Command.WorkingDirectory), nameof(Command.Environment), nameof(Command.User))]
    private Task<ProcessChannel> StartAsync(InMemorySandbox sandbox, Command command, CancellationToken cancellationToken) =>
        Task.FromResult<ProcessChannel>(_commands.Start(_backend.Get(sandbox.Id), command));

    [RunCode]
    private Task<ExecutionResult> RunCodeAsync(
        InMemorySandbox sandbox, string code, CodeLanguage language, TimeSpan? timeout, CancellationToken cancellationToken) =>
        _commands.RunAsync(_backend.Get(sandbox.Id), Command.Create(language.Name, code) with { Timeout = timeout }, cancellationToken);

    [CreateSnapshot]
    private Task<SnapshotInfo> CreateSnapshotAsync(InMemorySandbox sandbox, string? name, CancellationToken cancellationToken) =>
        Task.FromResult(_backend.Save(sandbox.Id, name));

    [ListSnapshots]
    private Task<IReadOnlyList<SnapshotInfo>> ListSnapshotsAsync(CancellationToken cancellationToken) =>
        Task.FromResult(_backend.ListSnapshots());

    [DeleteSnapshot]
    private Task DeleteSnapshotAsync(string snapshotId, CancellationToken cancellationToken)
    {
        _backend.DeleteSnapshot(snapshotId);
        return Task.CompletedTask;
    }

    [Branch]
    private Task<IReadOnlyList<InMemorySandbox>> BranchAsync(
        InMemorySandbox sandbox, int count, IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken) =>
        Task.FromResult(_backend.Branch(sandbox.Id, count, labels));
}
