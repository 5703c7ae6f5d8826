using System.Runtime.CompilerServices;
using Compute.Framework.Authoring;
using Compute.Framework.Runtime;

namespace Compute.Framework.Tests.Runtime;

/// <summary>A back end in memory whose every step a test can replace.</summary>
internal sealed class RecordingDriver : ProviderDriver<RecordingDriver.Handle>
{
    public Dictionary<string, Handle> Sandboxes { get; } = [];

    public List<string> Calls { get; } = [];

    public Func<Handle, CancellationToken, Task> AfterCreate { get; set; } = (_, _) => Task.CompletedTask;

    public Func<Command, CancellationToken, Task<ExecutionResult>> Run { get; set; } = (_, _) => Task.FromResult(ExecutionResult.Exited(0));

    /// <summary>Runs code; the command holds what the options ask for.</summary>
    public Func<Command, CancellationToken, Task<ExecutionResult>> Interpret { get; set; } = (_, _) => throw new InvalidOperationException("no code is scripted");

    public Func<Command, ProcessChannel> Start { get; set; } = _ => throw new InvalidOperationException("no process is scripted");

    public Func<string, Stream, CancellationToken, Task> Write { get; set; } = (_, _, _) => throw new InvalidOperationException("no write is scripted");

    public Func<string, Task> BeforeDestroy { get; set; } = _ => Task.CompletedTask;

    public Func<Task> OnDispose { get; set; } = () => Task.CompletedTask;

    /// <summary>Answers a look for a sandbox in place of the list.</summary>
    public Func<string, Task<Handle?>>? Get { get; set; }

    public ProviderManifest Declared { get; set; } = new("recording", "Recording")
    {
        Operations =
        [
            SandboxOperation.CreateSandbox, SandboxOperation.GetSandbox, SandboxOperation.ListSandboxes,
            SandboxOperation.DestroySandbox, SandboxOperation.RunCommand, SandboxOperation.StartProcess,
        ],
        Honored = new Dictionary<SandboxOperation, IReadOnlyList<string>>
        {
            [SandboxOperation.CreateSandbox] = [nameof(CreateSandboxOptions.Labels), nameof(CreateSandboxOptions.Lifetime)],
            [SandboxOperation.RunCommand] = [nameof(Command.Arguments), nameof(Command.Timeout)],
            [SandboxOperation.StartProcess] = [nameof(Command.Arguments)],
        },
        HandleShowsLabels = true,
    };

    public IShellSessions? Shells { get; set; }

    public override IShellSessions? Sessions => Shells;

    /// <summary>Narrows the capabilities, where a test has a refinement.</summary>
    public Func<SandboxOperation, string?, Support, Support>? Refines { get; init; }

    public override ICapabilityRefiner? Refiner => Refines is { } refine ? new Refinement(refine) : null;

    public override ProviderManifest Manifest => Declared;

    public override SandboxFacts GetFacts(Handle handle) => new() { Id = handle.Id, Labels = handle.Labels };

    public override SandboxBase CreateSandboxObject(SandboxCore<Handle> core) => new Sandbox(core);

    public override async ValueTask<Handle> CreateSandboxAsync(CreateSandboxOptions options, CancellationToken cancellationToken)
    {
        Calls.Add("create");
        var handle = new Handle($"s{Sandboxes.Count + 1}", options.Labels, options.Lifetime);
        Sandboxes.Add(handle.Id, handle);
        await AfterCreate(handle, cancellationToken);
        return handle;
    }

    public override ValueTask<SandboxLookup<Handle>> GetSandboxAsync(string sandboxId, CancellationToken cancellationToken) =>
        Adapt.Lookup(Get is { } get ? get(sandboxId) : Task.FromResult(Sandboxes.GetValueOrDefault(sandboxId)));

    public override async IAsyncEnumerable<Handle> ListSandboxesAsync(SandboxFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        foreach (var handle in Sandboxes.Values.ToList())
        {
            yield return handle;
        }
    }

    public override async ValueTask DestroySandboxAsync(string sandboxId, CancellationToken cancellationToken)
    {
        Calls.Add("destroy");
        await BeforeDestroy(sandboxId);
        if (!Sandboxes.Remove(sandboxId))
        {
            throw new SandboxNotFoundException();
        }
    }

    public override async ValueTask DisposeProviderAsync()
    {
        Calls.Add("dispose");
        await OnDispose();
    }

    public Command? LastCommand { get; private set; }

    public override ValueTask<ExecutionResult> RunCommandAsync(Handle handle, Command command, CancellationToken cancellationToken)
    {
        Calls.Add("run");
        LastCommand = command;
        return new(Run(command, cancellationToken));
    }

    public override ValueTask<ExecutionResult> RunCodeAsync(Handle handle, string code, CodeLanguage language, Command command, CancellationToken cancellationToken) =>
        new(Interpret(command, cancellationToken));

    public override ValueTask<ProcessChannel> StartProcessAsync(Handle handle, Command command, CancellationToken cancellationToken) => new(Start(command));

    public override async ValueTask WriteFileAsync(Handle handle, string path, Stream content, CancellationToken cancellationToken)
    {
        Calls.Add("write");
        await Write(path, content, cancellationToken);
    }

    private sealed class Refinement(Func<SandboxOperation, string?, Support, Support> refine) : ICapabilityRefiner
    {
        public Support Refine(SandboxOperation operation, string? option, Support declared) => refine(operation, option, declared);
    }

    internal sealed record Handle(string Id, IReadOnlyDictionary<string, string> Labels, TimeSpan? Lifetime);

    internal sealed class Sandbox(SandboxCore<Handle> core) : SandboxBase(core);
}
