using System.Runtime.CompilerServices;
using Compute.Framework.Authoring;
using Compute.Framework.Runtime;

namespace Compute.Framework.Tests.Runtime;

/// <summary>A back end with the operations that a provider may do without; it honors as few options as a test declares.</summary>
internal sealed class FurtherDriver : ProviderDriver<FurtherDriver.Handle>, ICapabilityRefiner
{
    private static readonly SandboxOperation[] Usual =
    [
        SandboxOperation.CreateSandbox, SandboxOperation.GetSandbox, SandboxOperation.DestroySandbox, SandboxOperation.StartProcess,
    ];

    private readonly HashSet<string> _sandboxes = [];

    public List<string> Calls { get; } = [];

    public IReadOnlyList<SandboxOperation> Further { get; init; } = [];

    public Dictionary<SandboxOperation, IReadOnlyList<string>> Honored { get; } = new()
    {
        [SandboxOperation.StartProcess] = [nameof(Command.Arguments)],
    };

    public Func<SandboxOperation, string?, Support, Support> Narrow { get; set; } = (_, _, declared) => declared;

    public Func<CancellationToken, ValueTask> Prepare { get; set; } = _ => default;

    public Dictionary<string, ScriptedChannel> Channels { get; } = [];

    public ScriptedTerminal Terminal { get; } = new();

    public Exception? StoreError { get; set; }

    public Stream Content { get; init; } = Stream.Null;

    public override ProviderManifest Manifest => new("further", "Further")
    {
        Operations = [.. Usual, .. Further],
        Honored = Honored,
    };

    public override ICapabilityRefiner? Refiner => this;

    public Support Refine(SandboxOperation operation, string? option, Support declared) => Narrow(operation, option, declared);

    public ValueTask PrepareAsync(CancellationToken cancellationToken) => Prepare(cancellationToken);

    public override SandboxFacts GetFacts(Handle handle) => new() { Id = handle.Id };

    public override SandboxBase CreateSandboxObject(SandboxCore<Handle> core) => new Sandbox(core);

    public override ValueTask<Handle> CreateSandboxAsync(CreateSandboxOptions options, CancellationToken cancellationToken)
    {
        var handle = new Handle($"s{_sandboxes.Count + 1}");
        _sandboxes.Add(handle.Id);
        return new(handle);
    }

    public override ValueTask<SandboxLookup<Handle>> GetSandboxAsync(string sandboxId, CancellationToken cancellationToken) =>
        Adapt.Lookup(Task.FromResult(_sandboxes.Contains(sandboxId) ? new Handle(sandboxId) : null));

    public override ValueTask DestroySandboxAsync(string sandboxId, CancellationToken cancellationToken)
    {
        _sandboxes.Remove(sandboxId);
        foreach (var channel in Channels.Values)
        {
            channel.Send(ProcessFrame.Signaled(9));
        }

        return default;
    }

    public override ValueTask<ProcessChannel> StartProcessAsync(Handle handle, Command command, CancellationToken cancellationToken)
    {
        var channel = new ScriptedChannel(command.Arguments[0]);
        Channels.Add(command.Arguments[0], channel);
        return new(channel);
    }

    public override ValueTask<ProcessChannel?> AttachProcessAsync(Handle handle, string processId, CancellationToken cancellationToken)
    {
        Calls.Add("attach " + processId);
        return new(Channels.GetValueOrDefault(processId));
    }

    public override ValueTask<Stream> ReadFileAsync(Handle handle, string path, CancellationToken cancellationToken)
    {
        Calls.Add("read");
        return new(Content);
    }

    public override ValueTask PauseAsync(Handle handle, CancellationToken cancellationToken) => Note("pause");

    public override ValueTask ExtendLifetimeAsync(Handle handle, TimeSpan lifetime, CancellationToken cancellationToken) => Note("extend");

    public override async ValueTask<SandboxEndpoint> GetEndpointAsync(Handle handle, int port, CancellationToken cancellationToken)
    {
        await Note("endpoint");
        throw new EndpointNotFoundException(port);
    }

    public override async ValueTask<TerminalChannel> OpenTerminalAsync(Handle handle, TerminalOptions options, CancellationToken cancellationToken)
    {
        await Note("terminal");
        return Terminal;
    }

    public override async IAsyncEnumerable<LogEntry> ReadLogsAsync(Handle handle, LogOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Note("logs");
        yield return new LogEntry { Data = "one"u8.ToArray() };
        yield return new LogEntry { Data = "two"u8.ToArray() };
    }

    public override async IAsyncEnumerable<FileChange> WatchFilesAsync(Handle handle, string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Note("watch");
        yield break;
    }

    public override async ValueTask<VolumeInfo> CreateVolumeAsync(CreateVolumeOptions options, CancellationToken cancellationToken)
    {
        await Note("volume");
        return StoreError is null ? new VolumeInfo { Id = "v" } : throw StoreError;
    }

    public override ValueTask DeleteVolumeAsync(string volumeId, CancellationToken cancellationToken) =>
        StoreError is null ? default : throw StoreError;

    public override async ValueTask<NetworkInfo> CreateNetworkAsync(CreateNetworkOptions options, CancellationToken cancellationToken)
    {
        await Note("network");
        return new NetworkInfo { Id = "n" };
    }

    public override async ValueTask<TemplateInfo> BuildTemplateAsync(IProgress<TemplateProgress>? progress, BuildTemplateOptions options, CancellationToken cancellationToken)
    {
        await Note("template");
        progress?.Report(new TemplateProgress("step"));
        return new TemplateInfo { Id = "t" };
    }

    private ValueTask Note(string call)
    {
        Calls.Add(call);
        return default;
    }

    internal sealed record Handle(string Id);

    /// <summary>As the compiler writes it for a provider with these operations.</summary>
    internal sealed class Sandbox(SandboxCore<Handle> core) : SandboxBase(core), IPausable, IProcessTable, ITerminalHost
    {
        public new SandboxCore Core => base.Core;

        public Task PauseAsync(CancellationToken cancellationToken = default) => Core.PauseAsync(cancellationToken);

        public Task ResumeAsync(CancellationToken cancellationToken = default) => Core.ResumeAsync(cancellationToken);

        public IAsyncEnumerable<SandboxProcessInfo> ListProcessesAsync(CancellationToken cancellationToken = default) => Core.ListProcessesAsync(cancellationToken);

        public Task<ISandboxProcess?> AttachProcessAsync(string processId, CancellationToken cancellationToken = default) => Core.AttachProcessAsync(processId, cancellationToken);

        public Task<ISandboxTerminal> OpenTerminalAsync(TerminalOptions? options = null, CancellationToken cancellationToken = default) => Core.OpenTerminalAsync(options, cancellationToken);

        public IAsyncEnumerable<TerminalInfo> ListTerminalsAsync(CancellationToken cancellationToken = default) => Core.ListTerminalsAsync(cancellationToken);

        public Task<ISandboxTerminal?> GetTerminalAsync(string terminalId, CancellationToken cancellationToken = default) => Core.GetTerminalAsync(terminalId, cancellationToken);
    }
}
